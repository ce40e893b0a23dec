namespace Headroom.Scaling.Planning;

/// <summary>
/// The distribution of demand / capacity over joint draws, sorted once so that each candidate costs O(log n):
/// P(need &gt; n), E[(n − need)⁺] and E[(demand − n·capacity)⁺].
/// </summary>
internal sealed class RequiredReplicas
{
    private readonly double[] _need;
    private readonly double[] _weight;
    private readonly double[] _weightedNeed;
    private readonly double[] _weightedCapacity;
    private readonly double[] _weightedDemand;

    /// <param name="demand">Weighted draws of demand.</param>
    /// <param name="capacity">Equally likely draws of capacity per replica, each &gt; 0, at least one.</param>
    public RequiredReplicas(DemandDraws demand, IReadOnlyList<double> capacity)
    {
        var values = demand.Values.Span;
        var weights = demand.Weights.Span;
        var n = values.Length * capacity.Count;
        _need = new double[n];
        var order = new int[n];
        var total = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            total += weights[i];
            for (var j = 0; j < capacity.Count; j++)
            {
                _need[i * capacity.Count + j] = Math.Max(values[i], 0f) / capacity[j];
                order[i * capacity.Count + j] = i * capacity.Count + j;
            }
        }

        Array.Sort(_need, order);
        _weight = new double[n + 1];
        _weightedNeed = new double[n + 1];
        _weightedCapacity = new double[n + 1];
        _weightedDemand = new double[n + 1];
        for (var k = 0; k < n; k++)
        {
            var w = weights[order[k] / capacity.Count] / total / capacity.Count;
            var c = capacity[order[k] % capacity.Count];
            _weight[k + 1] = _weight[k] + w;
            _weightedNeed[k + 1] = _weightedNeed[k] + w * _need[k];
            _weightedCapacity[k + 1] = _weightedCapacity[k] + w * c;
            _weightedDemand[k + 1] = _weightedDemand[k] + w * c * _need[k];
        }
    }

    /// <summary>Probability that demand passes what <paramref name="replicas"/> carry.</summary>
    public double ViolationProbability(int replicas) => Math.Max(0.0, _weight[^1] - _weight[CountAtMost(replicas)]);

    /// <summary>True when at most <paramref name="allowed"/> of the draws pass; the tolerance absorbs the sums of weights.</summary>
    public bool IsWithin(int replicas, double allowed) => ViolationProbability(replicas) <= allowed + 1e-9;

    /// <summary>Expected replicas beyond need.</summary>
    public double Idle(int replicas)
    {
        var k = CountAtMost(replicas);
        return replicas * _weight[k] - _weightedNeed[k];
    }

    /// <summary>Expected unserved demand, demand's unit.</summary>
    public double Shortfall(int replicas)
    {
        var k = CountAtMost(replicas);
        return Math.Max(0.0, _weightedDemand[^1] - _weightedDemand[k] - replicas * (_weightedCapacity[^1] - _weightedCapacity[k]));
    }

    /// <summary>The count at which another draw is carried than at this one; the largest count where all are.</summary>
    public int NextCarried(int replicas)
    {
        var next = CountAtMost(replicas);
        return next == _need.Length ? int.MaxValue : (int)Math.Min(Math.Ceiling(_need[next] * (1 - 1e-7) - 1e-9), int.MaxValue);
    }

    /// <summary>Fewest replicas, up to <paramref name="limit"/>, with a violation probability of at most <paramref name="allowed"/>; limit + 1 when none.</summary>
    public int FewestWithin(double allowed, int limit)
    {
        int low = 0, high = limit + 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (IsWithin(middle, allowed))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    // Index of the first need above the count; a need that equals it is carried. The tolerance absorbs float demand.
    private int CountAtMost(int replicas)
    {
        var limit = replicas * (1 + 1e-7) + 1e-9;
        int low = 0, high = _need.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_need[middle] <= limit)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
