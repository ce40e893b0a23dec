namespace Headroom.ControlPlane.Api.Metrics;

/// <summary>One labelled series: a value, or a histogram's buckets. Not cumulative inside; the exposition adds up.</summary>
internal sealed class MetricSeries(string labels, int bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[bounds + 1];
    private double _value;
    private long _count;

    public string Labels => labels;

    public void Add(double delta)
    {
        lock (_lock)
        {
            _value += delta;
        }
    }

    public void Set(double value)
    {
        lock (_lock)
        {
            _value = value;
        }
    }

    public void Record(double value, double[] upperBounds)
    {
        int bucket = Array.BinarySearch(upperBounds, value);
        lock (_lock)
        {
            // A miss is the complement of the first bound above; a bound itself belongs to its own bucket (le).
            _buckets[bucket < 0 ? ~bucket : bucket]++;
            _value += value;
            _count++;
        }
    }

    public (double Value, long Count, long[] Buckets) Read()
    {
        lock (_lock)
        {
            return (_value, _count, [.. _buckets]);
        }
    }
}
