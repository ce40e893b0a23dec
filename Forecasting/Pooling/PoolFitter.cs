using Headroom.Forecasting.History;
using Headroom.Forecasting.Members;

namespace Headroom.Forecasting.Pooling;

/// <summary>Fits the members, scores them on the newest fifth of the history and weighs them.</summary>
/// <remarks>
/// Weights ∝ exp(−12·(CRPS/best − 1)). Members are scored after fitting on what precedes the validation stretch; the
/// pool then carries members refitted on everything, with the honest, out-of-sample errors. docs/algorithms/forecasting.md.
/// </remarks>
public static class PoolFitter
{
    private const double Sharpness = 12.0;
    private const int MaxOrigins = 192;
    private const int KeptPaths = 96;
    private const int MinPaths = 8;

    /// <summary>Null when the history is too short to validate anything: use <see cref="PriorForecast"/> until then.</summary>
    /// <param name="indicators">The demand first. A snapshot: not written to while this runs.</param>
    public static ForecastPool? TryFit(IReadOnlyList<IndicatorHistory> indicators, ForecastSettings settings)
    {
        ArgumentNullException.ThrowIfNull(indicators);
        ArgumentNullException.ThrowIfNull(settings);
        var demand = indicators[0];
        var horizon = settings.Horizon;
        var stretch = Math.Min(demand.Count / 2, Math.Max(demand.Count / 5, horizon + 4 * MinPaths));
        var origins = ValidationOrigins(stretch, horizon);
        if (origins.Length < 2 * MinPaths)
        {
            return null;
        }

        var floor = MovementFloor(demand);
        var season = settings.Seasons.Where(s => s + stretch + horizon < demand.Count).DefaultIfEmpty(0).Max();
        var seasons = settings.Seasons.Where(s => s + stretch + horizon < demand.Count).Prepend(1);
        var trials = new List<Trial>();
        foreach (var s in seasons)
        {
            var naive = new SeasonalNaive(s);
            trials.Add(new Trial(naive, naive, ResidualPaths.Gather(naive, indicators, origins, horizon, floor)));
        }

        // Origins whose targets reach into the validation stretch are left out of the validated fit.
        if (RidgeOnDifferences.TryFit(indicators, Math.Max(season, 0), horizon, stretch + horizon) is { } ridge)
        {
            var refitted = RidgeOnDifferences.TryFit(indicators, Math.Max(season, 0), horizon, horizon) ?? ridge;
            trials.Add(new Trial(ridge, refitted, ResidualPaths.Gather(ridge, indicators, origins, horizon, floor)));
        }

        return Weigh([.. trials.Where(t => t.Residuals.Count >= 2 * MinPaths)], indicators, settings, floor);
    }

    private static ForecastPool? Weigh(List<Trial> trials, IReadOnlyList<IndicatorHistory> indicators, ForecastSettings settings, double floor)
    {
        if (trials.Count == 0)
        {
            return null;
        }

        var scores = trials.ConvertAll(t => ValidationScore.Of([(t.Validated, t.Residuals, 1.0)], indicators, settings, floor));
        var best = Math.Max(scores.Min(), 1e-12);
        var raw = scores.ConvertAll(s => Math.Exp(-Sharpness * (s / best - 1.0)));
        // A member below a thousandth only costs paths.
        raw = raw.ConvertAll(w => w < 1e-3 * raw.Max() ? 0.0 : w);
        var total = raw.Sum();
        var entries = trials.Select((t, i) => new ForecastPool.Entry(
            t.Refitted, Thin(t.Residuals), new MemberSkill(t.Validated.Name, raw[i] / total, scores[i]))).ToList();
        var pooled = ValidationScore.Of([.. trials.Select((t, i) => (t.Validated, t.Residuals, raw[i] / total))], indicators, settings, floor);
        // The reference is the longest season that the history holds, persistence where it holds none.
        var reference = scores[trials.FindLastIndex(t => t.Validated is SeasonalNaive)];
        return new ForecastPool(entries, settings, floor, reference > 0 ? pooled / reference : null);
    }

    private static KeptErrors Thin(ResidualPaths residuals)
    {
        var step = Math.Max(1.0, residuals.Count / (double)KeptPaths);
        var kept = Math.Min(residuals.Count, KeptPaths);
        return new KeptErrors(residuals.Select([.. Enumerable.Range(0, kept).Select(i => (int)(i * step))]));
    }

    private static int[] ValidationOrigins(int stretch, int horizon)
    {
        var available = stretch - horizon;
        if (available <= 0)
        {
            return [];
        }

        var count = Math.Min(available, MaxOrigins);
        return [.. Enumerable.Range(0, count).Select(i => horizon + (int)((long)(count - 1 - i) * available / count))];
    }

    private static double MovementFloor(IndicatorHistory demand)
    {
        // A tenth of the overall movement: a flat hour must not promise a flat day.
        var whole = 0.0;
        var seen = 0;
        for (var back = 0; back + 1 < demand.Count; back++)
        {
            var change = Math.Abs(demand[back] - demand[back + 1]);
            if (float.IsFinite(change))
            {
                whole += change;
                seen++;
            }
        }

        return Math.Max(seen == 0 ? 0.0 : 0.1 * whole / seen, 1e-9);
    }

    private sealed record Trial(IForecastMember Validated, IForecastMember Refitted, ResidualPaths Residuals);
}
