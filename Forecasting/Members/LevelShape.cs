using Headroom.Forecasting.History;
using Headroom.Forecasting.Images;

namespace Headroom.Forecasting.Members;

/// <summary>
/// Level × shape: the mean course of a season in multiples of that season's level, times the level of the newest steps,
/// which fades into the level of the newest whole season.
/// </summary>
/// <remarks>After FLAIR's decomposition y = Level(season) × Shape(phase). The shape is shrunk to the flat one where few seasons are known.</remarks>
internal sealed class LevelShape : IForecastMember
{
    private const int MaxSeasons = 14;
    private const int Recent = 12;

    private readonly int _season;
    private readonly float[] _shape;

    private LevelShape(int season, float[] shape) => (_season, _shape) = (season, shape);

    public string Name => "LevelShape";

    /// <summary>Fits on samples at least <paramref name="newestStepsBack"/> steps old.</summary>
    /// <param name="demand">What is predicted; a level needs values ≥ 0.</param>
    /// <param name="season">Season length in steps, ≥ 2.</param>
    /// <param name="newestStepsBack">The newest sample used.</param>
    /// <returns>Null with fewer than two seasons, or none whose mean is above zero.</returns>
    public static LevelShape? TryFit(IndicatorHistory demand, int season, int newestStepsBack)
    {
        var seasons = Math.Min(MaxSeasons, (demand.Count - newestStepsBack) / season);
        if (season < 2 || seasons < 2)
        {
            return null;
        }

        var phaseOrigin = demand.Origin!.Value.UtcTicks / demand.Step.Ticks;
        var sums = new double[season];
        var seen = new int[season];
        var used = 0;
        for (var s = 0; s < seasons; s++)
        {
            var first = newestStepsBack + s * season;
            if (Mean(demand, first, season) is not { } level || level <= 0)
            {
                continue;
            }

            used++;
            for (var k = 0; k < season; k++)
            {
                var value = demand[first + k];
                var phase = Phase(phaseOrigin - first - k, season);
                sums[phase] += float.IsNaN(value) ? 0 : value / level;
                seen[phase] += float.IsNaN(value) ? 0 : 1;
            }
        }

        // One season's worth of flat prior.
        return used < 2 ? null : new LevelShape(season, [.. sums.Select((sum, k) => (float)((sum + 0.5) / (seen[k] + 0.5)))]);
    }

    public static LevelShape Read(BinaryReader reader) => new(reader.ReadInt32(), reader.ReadArray<float>());

    public void Write(BinaryWriter writer)
    {
        writer.Write(_season);
        writer.WriteArray<float>(_shape);
    }

    public bool TryPredict(IReadOnlyList<IndicatorHistory> indicators, int originStepsBack, Span<float> prediction)
    {
        var demand = indicators[0];
        if (originStepsBack + _season > demand.Count || Mean(demand, originStepsBack, _season) is not { } whole)
        {
            return false;
        }

        var slot = demand.Origin!.Value.UtcTicks / demand.Step.Ticks - originStepsBack;
        double observed = 0, usual = 0;
        for (var k = 0; k < Recent; k++)
        {
            var value = demand[originStepsBack + k];
            observed += float.IsNaN(value) ? 0 : value;
            usual += float.IsNaN(value) ? 0 : _shape[Phase(slot - k, _season)];
        }

        var recent = usual > 1e-3 * Recent ? observed / usual : whole;
        for (var h = 1; h <= prediction.Length; h++)
        {
            // Half of the newest deviation is left after half a season.
            var kept = Math.Pow(0.5, 2.0 * h / _season);
            prediction[h - 1] = (float)((whole + (recent - whole) * kept) * _shape[Phase(slot + h, _season)]);
        }

        return true;
    }

    private static int Phase(long slot, int season) => (int)(((slot % season) + season) % season);

    private static double? Mean(IndicatorHistory demand, int first, int count)
    {
        var (sum, seen) = (0.0, 0);
        for (var k = first; k < first + count; k++)
        {
            var value = demand[k];
            if (!float.IsNaN(value))
            {
                sum += value;
                seen++;
            }
        }

        return seen < count / 2 ? null : sum / seen;
    }
}
