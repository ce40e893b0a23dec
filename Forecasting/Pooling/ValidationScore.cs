using Headroom.Forecasting.Distributions;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Members;

namespace Headroom.Forecasting.Pooling;

/// <summary>Mean CRPS of a mixture on the later half of the validation stretch, with error paths from the earlier half only.</summary>
internal static class ValidationScore
{
    // Scoring every origin adds nothing over this many: neighbours are nearly copies.
    private const int ScoredOrigins = 48;

    public static double Of(
        IReadOnlyList<(IForecastMember Member, ResidualPaths Residuals, double Weight)> mixture,
        IReadOnlyList<IndicatorHistory> indicators,
        ForecastSettings settings,
        double floor)
    {
        var horizon = settings.Horizon;
        int[] steps = [.. new[] { 1, (horizon + 1) / 2, horizon }.Distinct()];
        var libraries = mixture.Where(m => m.Weight > 0).Select(m => (m.Member, m.Weight, Library: Earlier(m.Residuals))).ToList();
        var reference = mixture[0].Residuals;
        var later = Enumerable.Range(reference.Count / 2, reference.Count - reference.Count / 2).ToList();
        var stride = Math.Max(1, later.Count / ScoredOrigins);
        var prediction = new float[horizon];
        double sum = 0;
        var scored = 0;
        for (var i = 0; i < later.Count; i += stride)
        {
            var origin = reference.Origins[later[i]];
            var movement = (float)ResidualPaths.Movement(indicators[0], origin, floor);
            var samples = new List<float>[steps.Length];
            var weights = new List<float>();
            Array.ForEach([.. Enumerable.Range(0, steps.Length)], s => samples[s] = []);
            foreach (var (member, weight, library) in libraries)
            {
                if (!member.TryPredict(indicators, origin, prediction))
                {
                    continue;
                }

                for (var p = 0; p < library.Count; p++)
                {
                    weights.Add((float)(weight / library.Count));
                    for (var s = 0; s < steps.Length; s++)
                    {
                        var value = prediction[steps[s] - 1] + movement * library.Path(p)[steps[s] - 1];
                        samples[s].Add(settings.IsNonNegative ? Math.Max(value, 0f) : value);
                    }
                }
            }

            for (var s = 0; s < steps.Length && weights.Count > 0; s++)
            {
                var truth = indicators[0][origin - steps[s]];
                sum += WeightedSamples.Create(samples[s].ToArray(), weights.ToArray()).Crps(truth);
                scored++;
            }
        }

        return scored == 0 ? double.MaxValue : sum / scored;
    }

    private static ResidualPaths Earlier(ResidualPaths residuals) =>
        residuals.Select([.. Enumerable.Range(0, Math.Max(1, residuals.Count / 2))]);
}
