namespace Headroom.Bench.Forecasts.Suite;

/// <summary>A small daily load with a covariate that follows it.</summary>
internal static class GeneratedSet
{
    private const int StepsPerDay = 96;

    public static SuiteSet Create(int seed)
    {
        var random = new Random(seed);
        var rows = 8 * StepsPerDay;
        var load = new double[rows];
        var cpu = new double[rows];
        for (var t = 0; t < rows; t++)
        {
            var noise = 10 * (random.NextDouble() + random.NextDouble() - 1);
            load[t] = 100 + 60 * Math.Sin(2 * Math.PI * t / StepsPerDay) + noise;
            cpu[t] = load[t] / 3 + random.NextDouble();
        }

        return new SuiteSet("generated", new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(15), [load, cpu]);
    }
}
