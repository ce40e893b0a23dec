namespace Headroom.Scaling.Capacity;

/// <summary>
/// What one replica carries, as a posterior: Bayesian linear regression of utilization on load per replica with
/// forgetting, or a given number.
/// </summary>
/// <remarks>
/// u = β₀ + β₁·x + ε, x = demand / ready replicas; normal–inverse-gamma prior, precision discounted by λ per
/// observation. Capacity is the x at which u reaches the target: (u* − β₀)/β₁. Not thread-safe.
/// </remarks>
public sealed class CapacityBelief
{
    private const int Draws = 16;
    private const int Enough = 12;
    private const double Forgetting = 0.999;

    private readonly double _targetUtilization;
    private readonly double? _given;

    // Sufficient statistics of the discounted observations: Σ1, Σx, Σx², Σu, Σxu, Σu².
    private double _n, _x, _xx, _u, _xu, _uu;
    private double[] _draws = [];
    private int _observations;

    private CapacityBelief(double? given, double targetUtilization)
    {
        _given = given;
        _targetUtilization = targetUtilization;
        _draws = given is { } capacity ? [capacity] : [];
    }

    /// <summary>Draws of the demand one replica carries, each &gt; 0; empty while nothing is known.</summary>
    public IReadOnlyList<double> CapacityDraws => _draws;

    /// <summary>Posterior mean; null while nothing is known.</summary>
    public double? Mean => _draws.Length == 0 ? null : _draws.Average();

    /// <param name="perReplica">Demand per replica, &gt; 0.</param>
    public static CapacityBelief Given(double perReplica)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perReplica);
        return new CapacityBelief(perReplica, 1.0);
    }

    /// <param name="targetUtilization">Utilization at which a replica is full, (0, 1].</param>
    public static CapacityBelief Learned(double targetUtilization)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetUtilization);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(targetUtilization, 1.0);
        return new CapacityBelief(null, targetUtilization);
    }

    /// <summary>A learned belief that goes on where another stopped; null where the state is not one of such a belief.</summary>
    /// <param name="targetUtilization">Utilization at which a replica is full, (0, 1].</param>
    /// <param name="state">As <see cref="Save"/> gave it.</param>
    public static CapacityBelief? TryRestore(double targetUtilization, CapacityState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.TargetUtilization != targetUtilization || state.Observations < 0 || state.Sums is not [> 0, > 0, > 0, >= 0, >= 0, >= 0]
            || !state.Sums.All(double.IsFinite))
        {
            return null;
        }

        var belief = Learned(targetUtilization);
        (belief._n, belief._x, belief._xx, belief._u, belief._xu, belief._uu, belief._observations) =
            (state.Sums[0], state.Sums[1], state.Sums[2], state.Sums[3], state.Sums[4], state.Sums[5], state.Observations);
        belief._draws = state.Observations >= Enough ? belief.Posterior() ?? [] : [];
        return belief;
    }

    /// <summary>What it has learned; null where the capacity was given, or nothing was seen.</summary>
    public CapacityState? Save() =>
        _given is null && _observations > 0 ? new CapacityState(_targetUtilization, [_n, _x, _xx, _u, _xu, _uu], _observations) : null;

    /// <summary>Learns from one interval. Without effect where the capacity was given, or where a value is not usable.</summary>
    /// <param name="loadPerReplica">Demand / ready replicas, ≥ 0.</param>
    /// <param name="utilization">Mean utilization of the replicas, ≥ 0.</param>
    public void Observe(double loadPerReplica, double utilization)
    {
        if (_given is not null || !double.IsFinite(loadPerReplica) || !double.IsFinite(utilization) || loadPerReplica <= 0 || utilization < 0)
        {
            return;
        }

        _n = Forgetting * _n + 1;
        _x = Forgetting * _x + loadPerReplica;
        _xx = Forgetting * _xx + loadPerReplica * loadPerReplica;
        _u = Forgetting * _u + utilization;
        _xu = Forgetting * _xu + loadPerReplica * utilization;
        _uu = Forgetting * _uu + utilization * utilization;
        if (++_observations >= Enough)
        {
            _draws = Posterior() ?? _draws;
        }
    }

    private double[]? Posterior()
    {
        // Prior: the line through the origin (β₀ ~ N(0, .1²/σ²-ish)), weak on the slope; scaled so that units do not matter.
        var meanX = _x / _n;
        var a00 = _n + 4.0;
        var a01 = _x / meanX;
        var a11 = _xx / (meanX * meanX) + 1e-3;
        var b1 = _xu / meanX;
        var determinant = a00 * a11 - a01 * a01;
        if (!(determinant > 1e-9))
        {
            return null;
        }

        var beta0 = (a11 * _u - a01 * b1) / determinant;
        var beta1 = (a00 * b1 - a01 * _u) / determinant;
        var scatter = Math.Max(_uu - beta0 * _u - beta1 * b1, 0.0) + 1e-4;
        var variance = scatter / (_n + 2.0);
        var sd0 = Math.Sqrt(variance * a11 / determinant);
        var sd1 = Math.Sqrt(variance * a00 / determinant);
        var correlation = -a01 / Math.Sqrt(a00 * a11);
        var draws = new List<double>(Draws);
        for (var k = 0; k < Draws; k++)
        {
            // A fixed two-dimensional lattice (golden ratio) in place of random numbers: the same data give the same draws.
            var z1 = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (k + 0.5) / Draws);
            var z0 = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (k * 0.6180339887498949 + 0.5) % 1.0);
            var slope = beta1 + sd1 * z1;
            var intercept = beta0 + sd0 * (correlation * z1 + Math.Sqrt(1 - correlation * correlation) * z0);
            if (slope > 0 && _targetUtilization > intercept)
            {
                draws.Add((_targetUtilization - intercept) / slope * meanX);
            }
        }

        // Half the posterior on a slope that is not positive: the data say nothing yet.
        return draws.Count < Draws / 2 ? null : [.. draws];
    }
}
