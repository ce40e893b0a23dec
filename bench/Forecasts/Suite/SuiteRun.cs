using Headroom.Forecasting;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Members;
using Headroom.Forecasting.Pooling;
using Headroom.Forecasting.Skill;

namespace Headroom.Bench.Forecasts.Suite;

/// <summary>
/// One data set at one horizon, walked forward: the newest fifth is the test, its samples arrive one by one, forecasts
/// are made at evenly spaced origins, and the pool is refitted on what has arrived after every quarter of it.
/// </summary>
internal sealed class SuiteRun(SuiteSet set, int horizon, int origins, int seed, MemberSet tried = MemberSet.Full)
{
    public const string Pool = "pool";
    public const string Raw = "pool, not recalibrated";

    private const int Refits = 4;

    /// <summary>By forecaster: the pool and every member.</summary>
    public Dictionary<string, ForecastTally> Tallies { get; } = new() { [Pool] = new ForecastTally() };

    /// <summary>The forecaster that the others are held against: the last day again, or the last value where a day is too long.</summary>
    public string Reference => Tallies.ContainsKey("SeasonalNaive") ? "SeasonalNaive" : "Persistence";

    /// <summary>Mean absolute error of the naive forecast of a day over the training rows: the unit of MASE.</summary>
    public double NaiveError { get; private set; }

    public void Run()
    {
        var testStart = set.Rows - (int)(SuiteSet.TestShare * set.Rows);
        var histories = set.Indicators.Select(_ => new IndicatorHistory(set.Step, set.Capacity)).ToList();
        Append(histories, Math.Max(0, testStart - set.Capacity), testStart);
        var season = set.Seasons.FirstOrDefault(s => 2 * s < testStart, 1);
        NaiveError = ForecastTally.NaiveError(set.Indicators[0].AsSpan(0, testStart), season);
        var settings = new ForecastSettings(horizon, set.Seasons, set.Indicators[0].All(v => !(v < 0)), tried, seed);
        var last = set.Rows - horizon;
        var (pool, members) = Fit(histories, settings);
        for (var (i, at, fits) = (0, testStart, 1); i < origins; i++)
        {
            var origin = testStart + (int)((long)i * (last - testStart) / origins);
            Follow(pool, histories, at, origin);
            at = Math.Max(at, origin);
            if (i >= fits * origins / Refits)
            {
                var previous = pool;
                (pool, members) = Fit(histories, settings);
                pool?.Succeed(previous);
                fits++;
            }

            Score(pool, histories, Pool, origin);
            Score(pool?.Uncalibrated(), histories, Raw, origin);
            foreach (var (name, member) in members)
            {
                Score(member, histories, name, origin);
            }
        }
    }

    private static (ForecastPool? Pool, List<(string Name, ForecastPool Member)> Members) Fit(List<IndicatorHistory> histories, ForecastSettings settings)
    {
        var pool = PoolFitter.TryFit(histories, settings);
        var members = new List<(string, ForecastPool)>();
        var seen = new Dictionary<string, int>();
        for (var m = 0; m < (pool?.Members.Count ?? 0); m++)
        {
            // A day and a week give members of the same name.
            var name = pool!.Members[m].Name; // Zero members without a pool.
            seen[name] = seen.GetValueOrDefault(name) + 1;
            members.Add((seen[name] == 1 ? name : $"{name}{seen[name]}", pool.Only(m)));
        }

        return (pool, members);
    }

    private void Score(ForecastPool? pool, List<IndicatorHistory> histories, string name, int origin)
    {
        var forecast = pool?.TryPredict(histories) ?? PriorForecast.TryPredict(histories[0], horizon);
        for (var h = 1; forecast is not null && h <= horizon; h++)
        {
            var observed = set.Indicators[0][origin + h - 1];
            if (double.IsFinite(observed))
            {
                (Tallies.TryGetValue(name, out var tally) ? tally : Tallies[name] = new ForecastTally()).Add(forecast.Paths.At(h), observed);
            }
        }
    }

    private void Append(List<IndicatorHistory> histories, int from, int to)
    {
        for (var t = from; t < to; t++)
        {
            for (var i = 0; i < histories.Count; i++)
            {
                histories[i].Append(set.Start + t * set.Step, set.Indicators[i][t]);
            }
        }
    }

    // As the operator does it: every sample that arrives is held against what was predicted for it.
    private void Follow(ForecastPool? pool, List<IndicatorHistory> histories, int from, int to)
    {
        for (var t = from; t < to; t++)
        {
            Append(histories, t, t + 1);
            pool?.Learn(histories);
        }
    }
}
