namespace Headroom.Scaling.ColdStart;

/// <summary>Where clients went from one place. Sparse: a row holds what happened, not what could.</summary>
/// <param name="kept">What a count is worth after the next one, (0, 1]; 1 forgets nothing.</param>
internal sealed class TransitionRow(double kept)
{
    private const double MostWeight = 1e100;

    private readonly Dictionary<int, double> _counts = [];
    private double _weight = 1;
    private double _total;

    /// <summary>Transitions, the forgotten ones by what is left of them.</summary>
    public double Total => _total / _weight;

    public double Count(int service) => _counts.GetValueOrDefault(service) / _weight;

    public void Add(int service)
    {
        // New counts grow in place of old ones shrinking: one addition, not a pass over the row.
        _weight /= kept;
        _counts[service] = _counts.GetValueOrDefault(service) + _weight;
        _total += _weight;
        if (_weight > MostWeight)
        {
            foreach (var key in _counts.Keys.ToArray())
            {
                _counts[key] /= _weight;
            }

            (_total, _weight) = (_total / _weight, 1);
        }
    }

    /// <summary>Adds counts times a factor to the services they are of.</summary>
    public void Spread(double factor, Span<double> services, int except = -1)
    {
        var scaled = factor / _weight;
        foreach (var (service, count) in _counts)
        {
            services[service] += service == except ? 0 : scaled * count;
        }
    }
}
