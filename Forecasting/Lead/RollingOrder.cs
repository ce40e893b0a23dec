namespace Headroom.Forecasting.Lead;

/// <summary>The last values in order of size: any quantile of a rolling window at once.</summary>
/// <param name="length">Values kept, ≥ 1.</param>
internal sealed class RollingOrder(int length)
{
    private readonly Queue<double> _byAge = new(length);
    private readonly List<double> _sorted = new(length);

    public int Count => _sorted.Count;

    public void Add(double value)
    {
        if (_byAge.Count == length)
        {
            _sorted.RemoveAt(_sorted.BinarySearch(_byAge.Dequeue()));
        }

        _byAge.Enqueue(value);
        var place = _sorted.BinarySearch(value);
        _sorted.Insert(place < 0 ? ~place : place, value);
    }

    /// <summary>The value exceeded with this probability, between order statistics; 0 while empty.</summary>
    public double ExceededWith(double probability)
    {
        if (_sorted.Count == 0)
        {
            return 0.0;
        }

        var place = (_sorted.Count + 1) * (1 - probability) - 1;
        var below = Math.Clamp((int)Math.Floor(place), 0, _sorted.Count - 1);
        var above = Math.Min(below + 1, _sorted.Count - 1);
        return _sorted[below] + Math.Clamp(place - below, 0.0, 1.0) * (_sorted[above] - _sorted[below]);
    }
}
