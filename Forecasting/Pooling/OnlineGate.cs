namespace Headroom.Forecasting.Pooling;

/// <summary>Weights of a linear pool that follow the members' recent scores and drift back to where they started.</summary>
/// <remarks>w ← normalise(w^.9 · w₀^.1 · exp(−.25·g/c)), g the gradient of the pool's CRPS at the newest observation, c its mean CRPS.</remarks>
public sealed class OnlineGate
{
    private const double Memory = 0.9;
    private const double Rate = 0.25;

    // A member at exactly zero could never come back.
    private const double Least = 1e-4;

    private readonly double[] _start;
    private readonly double[] _weights;
    private readonly double _scale;

    /// <param name="start">Weights to begin with and to drift back to, summing to 1.</param>
    /// <param name="meanCrps">The pool's mean CRPS, &gt; 0: the yardstick of one observation's gain.</param>
    public OnlineGate(ReadOnlySpan<double> start, double meanCrps)
    {
        _start = new double[start.Length];
        Rebase(start);
        _weights = (double[])_start.Clone();
        _scale = Math.Max(meanCrps, 1e-12);
        Normalise();
    }

    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Changes what the weights drift back to; where they are now stays.</summary>
    /// <param name="start">One weight per member, summing to 1.</param>
    public void Rebase(ReadOnlySpan<double> start)
    {
        for (var i = 0; i < _start.Length; i++)
        {
            _start[i] = Math.Max(start[i], Least);
        }
    }

    /// <summary>Learns from one observation.</summary>
    /// <param name="gradient">Per member E|X_i − y| − Σ_j w_j·E|X_i − X_j|.</param>
    public void Observe(ReadOnlySpan<double> gradient)
    {
        for (var i = 0; i < _weights.Length; i++)
        {
            var step = Math.Clamp(-Rate * gradient[i] / _scale, -3.0, 3.0);
            _weights[i] = Math.Pow(_weights[i], Memory) * Math.Pow(_start[i], 1 - Memory) * Math.Exp(step);
        }

        Normalise();
    }

    private void Normalise()
    {
        var total = 0.0;
        foreach (var weight in _weights)
        {
            total += weight;
        }

        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = Math.Max(_weights[i] / total, 1e-9);
        }
    }
}
