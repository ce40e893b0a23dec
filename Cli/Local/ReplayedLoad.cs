using System.Globalization;
using System.Text;
using Headroom.Operators.Traces;

namespace Headroom.Cli.Local;

/// <summary>The load that is replayed: a person's CSV as it is, or a generated one.</summary>
/// <param name="Text">The CSV.</param>
/// <param name="Trace">What was read from it.</param>
/// <param name="Name">For the banner.</param>
internal sealed record ReplayedLoad(string Text, TraceFile Trace, string Name)
{
    private static readonly TimeSpan CountingStep = TimeSpan.FromMinutes(1);

    /// <summary>A mean of eight replicas shows scaling both ways; a peak must still fit.</summary>
    private const double MeanReplicas = 8;
    private const double PeakReplicas = 48;

    /// <summary>What one replica must carry for the load to need a handful of replicas.</summary>
    public double CapacityPerReplica
    {
        get
        {
            var values = Trace.Values.Where(float.IsFinite).Order().ToArray();
            var mean = values.Average(v => (double)v);
            var peak = values[(int)(0.999 * (values.Length - 1))];
            var capacity = Math.Max(Math.Max(mean / MeanReplicas, peak / PeakReplicas), 1e-3);
            var digit = Math.Pow(10, Math.Floor(Math.Log10(capacity)) - 1);
            return Math.Round(Math.Ceiling(capacity / digit) * digit, 6);
        }
    }

    /// <exception cref="LocalException">The file is missing or cannot be used.</exception>
    public static ReplayedLoad Load(string? file, string? column, DateTimeOffset now)
    {
        if (file is not null && !File.Exists(file))
        {
            throw new LocalException($"--trace: {file} does not exist");
        }

        var text = file is null ? Generate(now) : File.ReadAllText(file);
        try
        {
            using var reader = new StringReader(text);
            var name = file is null ? "a generated day-night load with bursts" : Path.GetFileName(file);
            return new ReplayedLoad(text, TraceReader.Read(reader, name, column, CountingStep), name);
        }
        catch (TraceException error)
        {
            throw new LocalException($"--trace: {error.Message}", error);
        }
    }

    private static string Generate(DateTimeOffset now)
    {
        const int Days = 8;
        var random = new Random(42);
        var start = new DateTimeOffset(now.Year, now.Month, now.Day, 0, 0, 0, TimeSpan.Zero).AddDays(-Days / 2);
        var text = new StringBuilder("timestamp,value\n");
        var burst = 0.0;
        for (var minute = 0; minute < Days * 1440; minute++)
        {
            var day = 0.55 - 0.45 * Math.Cos(2 * Math.PI * (minute % 1440 - 180) / 1440.0);
            var weekend = start.AddMinutes(minute).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.8 : 1.0;
            burst = random.NextDouble() < 1 / 240.0 ? 0.6 + 0.6 * random.NextDouble() : burst * 0.93;
            var noise = 1 + 0.06 * (random.NextDouble() + random.NextDouble() - 1);
            var value = 200 * day * weekend * (1 + burst) * noise;
            text.Append(CultureInfo.InvariantCulture, $"{start.AddMinutes(minute):yyyy-MM-ddTHH:mm:ssZ},{value:0.0}\n");
        }

        return text.ToString();
    }
}
