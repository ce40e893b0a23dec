using System.Globalization;

namespace Headroom.Bench.Reconciling;

/// <summary>One scrape of a text exposition.</summary>
internal sealed class MetricsPage
{
    private readonly string[] _lines;

    private MetricsPage(string text) => _lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<MetricsPage> ReadAsync(HttpClient http, CancellationToken ct) => new(await http.GetStringAsync("/metrics", ct));

    /// <summary>Sum over the series of a name; 0 without any.</summary>
    public double Sum(string name) => _lines.Where(l => l.StartsWith(name + "{", StringComparison.Ordinal) || l.StartsWith(name + " ", StringComparison.Ordinal)).Sum(Value);

    /// <summary>Cumulative counts of a histogram by upper bound, one series expected.</summary>
    public IReadOnlyList<(double Bound, double Count)> Buckets(string name) =>
        [.. _lines.Where(l => l.StartsWith(name + "_bucket{", StringComparison.Ordinal)).Select(l =>
        {
            var le = l.Split("le=\"")[1].Split('"')[0];
            return (le == "+Inf" ? double.PositiveInfinity : double.Parse(le, CultureInfo.InvariantCulture), Value(l));
        })];

    /// <summary>Quantile of what was recorded between two scrapes, linear within its bucket; the unit of the bounds.</summary>
    public static double Quantile(MetricsPage before, MetricsPage after, string name, double probability)
    {
        var earlier = before.Buckets(name).ToDictionary(b => b.Bound, b => b.Count);
        var buckets = after.Buckets(name).Select(b => (b.Bound, Count: b.Count - earlier.GetValueOrDefault(b.Bound))).ToList();
        var rank = probability * buckets[^1].Count;
        var (lower, below) = (0.0, 0.0);
        foreach (var (bound, count) in buckets)
        {
            if (count >= rank)
            {
                return double.IsInfinity(bound) ? lower : lower + (bound - lower) * (rank - below) / Math.Max(count - below, 1e-9);
            }

            (lower, below) = (bound, count);
        }

        return lower;
    }

    private static double Value(string line) => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
}
