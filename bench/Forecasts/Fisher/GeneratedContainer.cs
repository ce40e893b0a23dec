namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>A small container of the same shape: a daily load, a counter, a memory that drifts and a series that flips.</summary>
internal static class GeneratedContainer
{
    private const int Days = 5;
    private const int StepsPerDay = 144;

    public static FisherContainer Create(string id, int seed)
    {
        var random = new Random(seed);
        var rows = Days * StepsPerDay;
        var raw = Enumerable.Range(0, 4).Select(_ => new double[rows]).ToArray();
        for (var t = 0; t < rows; t++)
        {
            raw[0][t] = 5 + 3 * Math.Sin(2 * Math.PI * t / StepsPerDay) + random.NextDouble();
            raw[1][t] = (t > 0 ? raw[1][t - 1] : 0) + raw[0][t];
            raw[2][t] = (t > 0 ? raw[2][t - 1] : 100) + random.NextDouble() - 0.5;
            raw[3][t] = random.Next(3) == 0 ? 700 : 1400;
        }

        var start = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
        return FisherContainer.Of(id, ["load", "cpu_total", "mem", "blkio"], raw, [.. Enumerable.Range(0, rows).Select(t => start.AddMinutes(10 * t))]);
    }
}
