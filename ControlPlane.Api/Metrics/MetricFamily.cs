using System.Collections.Concurrent;

namespace Headroom.ControlPlane.Api.Metrics;

/// <summary>One metric name and its series. The number of series is bounded: a runaway label costs samples, not memory.</summary>
internal sealed class MetricFamily(string name, string help, SeriesKind kind, double[] bounds)
{
    public const int MaxSeries = 5_000;

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public string Name => name;

    public string Help => help;

    public SeriesKind Kind => kind;

    public double[] Bounds => bounds;

    public IEnumerable<MetricSeries> Series => _series.Values.OrderBy(static s => s.Labels, StringComparer.Ordinal);

    /// <returns>Null when the family is full.</returns>
    public MetricSeries? Find(string labels)
    {
        if (_series.TryGetValue(labels, out var series))
        {
            return series;
        }

        return _series.Count >= MaxSeries ? null : _series.GetOrAdd(labels, static (l, k) => new MetricSeries(l, k), bounds.Length);
    }

    /// <summary>Before observable instruments report: a series they no longer report must disappear.</summary>
    public void Clear() => _series.Clear();
}
