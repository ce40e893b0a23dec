namespace Headroom.Scaling.Policies;

/// <summary>The last residuals, kept in order: quantiles of a rolling window.</summary>
/// <param name="length">Residuals kept, ≥ 1.</param>
internal sealed class ResidualWindow(int length)
{
    private readonly Queue<double> _byAge = new();
    private readonly List<double> _sorted = [];

    public int Count => _sorted.Count;

    public void Add(double residual)
    {
        if (_byAge.Count == length)
        {
            _sorted.RemoveAt(_sorted.BinarySearch(_byAge.Dequeue()));
        }

        _byAge.Enqueue(residual);
        var place = _sorted.BinarySearch(residual);
        _sorted.Insert(place < 0 ? ~place : place, residual);
    }

    /// <summary>The order statistic that conformal prediction takes: ⌈(n + 1)·p⌉, the largest beyond.</summary>
    public double Quantile(double probability) =>
        _sorted.Count == 0 ? 0.0 : _sorted[Math.Clamp((int)Math.Ceiling((_sorted.Count + 1) * probability) - 1, 0, _sorted.Count - 1)];

    public double StandardDeviation()
    {
        var mean = _sorted.Count == 0 ? 0.0 : _sorted.Average();
        return _sorted.Count < 2 ? 0.0 : Math.Sqrt(_sorted.Sum(r => (r - mean) * (r - mean)) / (_sorted.Count - 1));
    }
}
