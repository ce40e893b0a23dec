using Headroom.Forecasting.Harmony;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Members;

namespace Headroom.Forecasting.Pooling;

/// <summary>Fits the members, scores them on the newest fifth of the history and weighs them.</summary>
/// <remarks>
/// Weights minimise the pool's CRPS on the later half of the validation stretch, by the quadratic program of
/// <see cref="SimplexWeights"/>. Members are scored after fitting on what precedes the stretch; the pool then carries
/// members refitted on everything, with the honest, out-of-sample errors. docs/algorithms/forecasting.md.
/// </remarks>
public static class PoolFitter
{
    // A full set is compared more finely: its members are closer to one another.
    private const int MaxOrigins = 192;
    private const int MaxOriginsFull = 384;
    private const int MinPaths = 8;

    // Futures of a whole pool, shared out by weight: every decision weighs each of them.
    private const int PoolPaths = 320;
    private const int LeastPaths = 24;

    /// <summary>Null when the history is too short to validate anything: use <see cref="PriorForecast"/> until then.</summary>
    /// <param name="indicators">The demand first. A snapshot: not written to while this runs.</param>
    public static ForecastPool? TryFit(IReadOnlyList<IndicatorHistory> indicators, ForecastSettings settings)
    {
        ArgumentNullException.ThrowIfNull(indicators);
        ArgumentNullException.ThrowIfNull(settings);
        indicators = [.. indicators.Select(i => i.Unpacked())];
        var demand = indicators[0];
        var horizon = settings.Horizon;
        var stretch = Math.Min(demand.Count / 2, Math.Max(demand.Count / 5, horizon + 4 * MinPaths));
        var origins = ValidationOrigins(stretch, horizon, settings.Members >= MemberSet.Full ? MaxOriginsFull : MaxOrigins);
        if (origins.Length < 2 * MinPaths)
        {
            return null;
        }

        var floor = MovementFloor(demand);
        var trials = PointTrials(indicators, settings, origins, stretch, floor).Where(t => t.Validated.Count >= MinPaths).ToList();
        if (settings.Members >= MemberSet.Full && trials.Count > 0)
        {
            trials.AddRange(ForestTrials(indicators, settings, stretch, floor));
        }

        if (settings.Members == MemberSet.Harmony && trials.Count > 0)
        {
            trials.AddRange(HarmonyTrials(indicators, settings, stretch, floor));
        }

        return trials.Count == 0 ? null : Weigh(trials, indicators, settings, origins[(origins.Length / 2)..], floor);
    }

    // Error paths of the earlier half of the stretch serve in validation, those of the whole stretch in the pool.
    private static IEnumerable<Trial> PointTrials(
        IReadOnlyList<IndicatorHistory> indicators, ForecastSettings settings, int[] origins, int stretch, double floor)
    {
        var (demand, horizon) = (indicators[0], settings.Horizon);
        var seasons = settings.Seasons.Where(s => s + stretch + horizon < demand.Count).ToList();
        var season = FeatureSeason(settings, demand.Count, stretch);
        var members = new List<(IForecastMember Validated, IForecastMember Refitted)>();
        members.AddRange(seasons.Prepend(1).Select(s => new SeasonalNaive(s)).Select(n => ((IForecastMember)n, (IForecastMember)n)));
        if (RidgeOnDifferences.TryFit(indicators, season, horizon, stretch) is { } ridge)
        {
            members.Add(ridge);
        }

        foreach (var s in settings.Members >= MemberSet.Full ? seasons : [])
        {
            if (LevelShape.TryFit(demand, s, stretch) is { } shape)
            {
                members.Add((shape, LevelShape.TryFit(demand, s, 0) ?? shape));
            }
        }

        foreach (var (validated, refitted) in members)
        {
            var residuals = ResidualPaths.Gather(validated, indicators, origins, horizon, floor);
            yield return new Trial(new ResidualMember(validated, Earlier(residuals)), new ResidualMember(refitted, residuals), validated is SeasonalNaive);
        }
    }

    private static IEnumerable<Trial> ForestTrials(IReadOnlyList<IndicatorHistory> indicators, ForecastSettings settings, int stretch, double floor)
    {
        var horizon = settings.Horizon;
        var season = FeatureSeason(settings, indicators[0].Count, stretch);
        if (ForestOnDifferences.TryFit(
            indicators, season, horizon, stretch, back => ResidualPaths.Movement(indicators[0], back, floor), new Random(settings.Seed)) is { } forest)
        {
            yield return new Trial(forest.Validated, forest.Refitted, false);
        }
    }

    // What was validated is kept: a network is not trained twice for the newest fifth of its rows.
    private static IEnumerable<Trial> HarmonyTrials(IReadOnlyList<IndicatorHistory> indicators, ForecastSettings settings, int stretch, double floor)
    {
        int[] seasons = [.. settings.Seasons.Where(s => 2 * s + stretch + settings.Horizon < indicators[0].Count)];
        float[] floors = [(float)floor, .. indicators.Skip(1).Select(static i => (float)MovementFloor(i))];
        if (HarmonyPaths.TryFit(
            indicators, seasons, settings.Horizon, stretch, floors, back => ResidualPaths.Movement(indicators[0], back, floor), settings.Seed) is { } harmony)
        {
            yield return new Trial(harmony, harmony, false);
        }
    }

    // A row that looks a season back is usable only after one: where the season is the longest that the history holds,
    // hardly any would be left to learn from. One season of rows before the validation stretch is asked for.
    private static int FeatureSeason(ForecastSettings settings, int held, int stretch) =>
        settings.Seasons.Where(s => 2 * s + stretch + settings.Horizon < held).DefaultIfEmpty(0).Max();

    private static ForecastPool? Weigh(List<Trial> trials, IReadOnlyList<IndicatorHistory> indicators, ForecastSettings settings, int[] origins, double floor)
    {
        var score = new ValidationScore([.. trials.Select(t => t.Validated)], indicators, settings);
        score.Add(origins, floor);
        if (score.Scored == 0)
        {
            return null;
        }

        var alone = trials.Select((_, i) => score.Crps([.. trials.Select((_, j) => i == j ? 1.0 : 0.0)])).ToList();
        var weights = score.Weights();
        var entries = trials.Select((t, i) => new ForecastPool.Entry(
            t.Refitted.WithCount(Math.Max(LeastPaths, (int)(PoolPaths * weights[i]))), new MemberSkill(t.Refitted.Name, weights[i], alone[i]))).ToList();
        // The reference is the longest season that the history holds, persistence where it holds none.
        var reference = alone[trials.FindLastIndex(t => t.IsNaive)];
        return new ForecastPool(entries, settings, floor, reference > 0 ? score.Crps(weights) / reference : null, score.Online(weights, floor));
    }

    private static ResidualPaths Earlier(ResidualPaths residuals) => residuals.Select([.. Enumerable.Range(0, residuals.Count / 2)]);

    private static int[] ValidationOrigins(int stretch, int horizon, int most)
    {
        var available = stretch - horizon;
        if (available <= 0)
        {
            return [];
        }

        var count = Math.Min(available, most);
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

    private sealed record Trial(IPathMember Validated, IPathMember Refitted, bool IsNaive);
}
