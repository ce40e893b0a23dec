using MathNet.Numerics.Distributions;

namespace Headroom.Simulation.Workloads;

/// <summary>Requests whose gaps are Gamma distributed: a mean rate and a coefficient of variation; 1 is Poisson, above it bursts.</summary>
/// <remarks>A Gamma of shape 1/CV² and mean 1/rate, as serving studies model bursty arrivals.</remarks>
public sealed class GammaArrivals
{
    private readonly Gamma _gaps;

    /// <param name="perSecond">Mean rate, &gt; 0.</param>
    /// <param name="variation">Coefficient of variation of the gaps, &gt; 0.</param>
    /// <param name="random">Source of chance.</param>
    public GammaArrivals(double perSecond, double variation, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(perSecond, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(variation, 0);
        var shape = 1 / (variation * variation);
        _gaps = new Gamma(shape, shape * perSecond, random);
    }

    /// <summary>Seconds to the next request, ≥ 0.</summary>
    public double NextGap() => _gaps.Sample();
}
