using System.Globalization;
using System.Text;

namespace Headroom.ControlPlane.Api.Metrics;

/// <summary>Prometheus' text format, version 0.0.4.</summary>
internal static class Exposition
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IReadOnlyList<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            Write(text, family);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, MetricFamily family)
    {
        string help = family.Help.Replace(@"\", @"\\").Replace("\n", @"\n");
        text.Append($"# HELP {family.Name} {(help.Length == 0 ? family.Name : help)}\n");
        text.Append($"# TYPE {family.Name} {family.Kind switch { SeriesKind.Counter => "counter", SeriesKind.Gauge => "gauge", _ => "histogram" }}\n");
        foreach (var series in family.Series)
        {
            var (value, count, buckets) = series.Read();
            if (family.Kind == SeriesKind.Histogram)
            {
                WriteHistogram(text, family, series.Labels, value, count, buckets);
            }
            else
            {
                Sample(text, family.Name, series.Labels, Number(value));
            }
        }
    }

    private static void WriteHistogram(StringBuilder text, MetricFamily family, string labels, double sum, long count, long[] buckets)
    {
        string before = labels.Length == 0 ? "" : labels + ",";
        long cumulative = 0;
        for (int i = 0; i < family.Bounds.Length; i++)
        {
            cumulative += buckets[i];
            Sample(text, family.Name + "_bucket", $"{before}le=\"{Number(family.Bounds[i])}\"", Number(cumulative));
        }

        Sample(text, family.Name + "_bucket", before + "le=\"+Inf\"", Number(count));
        Sample(text, family.Name + "_sum", labels, Number(sum));
        Sample(text, family.Name + "_count", labels, Number(count));
    }

    private static void Sample(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(value).Append('\n');
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
