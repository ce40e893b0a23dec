using Headroom.Bench.Forecasts.Suite;

namespace Headroom.Bench.Replays;

/// <summary>Eleven days at five minutes with a daily wave, drifting noise and bursts: one window and a bit.</summary>
internal static class GeneratedLoad
{
    private const int StepsPerDay = 288;
    private const int Days = 11;

    public static SuiteSet Create(int seed)
    {
        var random = new Random(seed);
        var loads = new double[Days * StepsPerDay];
        var (drift, burst) = (0.0, 0.0);
        for (var t = 0; t < loads.Length; t++)
        {
            drift = 0.95 * drift + 4 * (random.NextDouble() - 0.5);
            burst = random.Next(200) == 0 ? 60 : 0.8 * burst;
            loads[t] = Math.Max(1, 100 + 50 * Math.Sin(2 * Math.PI * t / StepsPerDay) + drift + burst);
        }

        return new SuiteSet("generated", new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(5), [loads]);
    }
}
