using System.Diagnostics.Metrics;

namespace Headroom.ControlPlane.Api.Metrics;

/// <summary>Listens to Headroom's meters and keeps what the exposition shows.</summary>
internal sealed class MetricRegistry : IDisposable
{
    // Prometheus' default buckets: seconds, from 5 ms to 10 s.
    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly List<MetricFamily> _observed = [];
    private readonly MeterListener _listener = new();
    private readonly MeterScope _scope;
    private long _droppedSamples;

    public MetricRegistry(MeterScope scope)
    {
        _scope = scope;
        _listener.InstrumentPublished = Publish;
        _listener.SetMeasurementEventCallback<byte>(static (i, v, t, s) => Measure(i, v, t, s));
        _listener.SetMeasurementEventCallback<short>(static (i, v, t, s) => Measure(i, v, t, s));
        _listener.SetMeasurementEventCallback<int>(static (i, v, t, s) => Measure(i, v, t, s));
        _listener.SetMeasurementEventCallback<long>(static (i, v, t, s) => Measure(i, v, t, s));
        _listener.SetMeasurementEventCallback<float>(static (i, v, t, s) => Measure(i, v, t, s));
        _listener.SetMeasurementEventCallback<double>(static (i, v, t, s) => Measure(i, v, t, s));
        _listener.SetMeasurementEventCallback<decimal>(static (i, v, t, s) => Measure(i, (double)v, t, s));
        _listener.Start();
    }

    /// <summary>Samples of series beyond a family's bound.</summary>
    public long DroppedSamples => Interlocked.Read(ref _droppedSamples);

    /// <summary>Every family by name, observable instruments just read.</summary>
    public IReadOnlyList<MetricFamily> Collect()
    {
        lock (_lock)
        {
            foreach (var family in _observed)
            {
                family.Clear();
            }

            _listener.RecordObservableInstruments();
            return [.. _families.Values.OrderBy(static f => f.Name, StringComparer.Ordinal)];
        }
    }

    public void Dispose() => _listener.Dispose();

    private static void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (state is not Subscription subscription)
        {
            return;
        }

        if (subscription.Family.Find(MetricLabels.Format(tags)) is not { } series)
        {
            Interlocked.Increment(ref subscription.Registry._droppedSamples);
        }
        else if (subscription.Family.Kind == SeriesKind.Histogram)
        {
            series.Record(value, subscription.Family.Bounds);
        }
        else if (subscription.IsAbsolute)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (!_scope.Includes(instrument.Meter))
        {
            return;
        }

        string type = instrument.GetType().Name;
        bool isObservable = instrument.IsObservable;
        var kind = type.Contains("Histogram", StringComparison.Ordinal) ? SeriesKind.Histogram
            : type.Contains("UpDown", StringComparison.Ordinal) || type.Contains("Gauge", StringComparison.Ordinal) ? SeriesKind.Gauge
            : SeriesKind.Counter;
        bool isAbsolute = isObservable || type.StartsWith("Gauge", StringComparison.Ordinal);
        lock (_lock)
        {
            var family = FamilyLocked(instrument, kind);
            if (isObservable)
            {
                _observed.Add(family);
            }

            listener.EnableMeasurementEvents(instrument, new Subscription(this, family, isAbsolute));
        }
    }

    private MetricFamily FamilyLocked(Instrument instrument, SeriesKind kind)
    {
        string name = MetricName.Sanitize(instrument.Name);
        if (!_families.TryGetValue(name, out var family))
        {
            double[] bounds = kind == SeriesKind.Histogram ? MetricBounds.Of(instrument) ?? DefaultBounds : [];
            family = new MetricFamily(name, instrument.Description ?? "", kind, bounds);
            _families[name] = family;
        }

        return family;
    }

    private sealed record Subscription(MetricRegistry Registry, MetricFamily Family, bool IsAbsolute);
}
