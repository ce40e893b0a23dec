using MathNet.Numerics.Distributions;

namespace Headroom.Simulation.ColdStarts;

/// <summary>What policies are compared on.</summary>
/// <param name="KeepAlives">Fixed keep-alives, each also the budget of ours once; at least one.</param>
/// <param name="Policies">Of <see cref="ColdStartStudy.Names"/>.</param>
/// <param name="StartUpMedian">Time that half of the loads take, &gt; 0.</param>
/// <param name="StartUpP99">Time that one of a hundred exceeds, ≥ the median: loads are log-normal.</param>
/// <param name="WaitCost">A second that a request waits in units of an idle pod's second; null for no row by price.</param>
/// <param name="Seed">Of the loads.</param>
public sealed record ColdStartSettings(
    IReadOnlyList<TimeSpan> KeepAlives, IReadOnlyList<string> Policies, TimeSpan StartUpMedian, TimeSpan StartUpP99, double? WaitCost, int Seed)
{
    /// <summary>Draws the seconds of a load.</summary>
    internal Func<double> StartUps(Random random)
    {
        var (median, spread) = (Math.Log(StartUpMedian.TotalSeconds), Math.Log(StartUpP99 / StartUpMedian) / Normal.InvCDF(0, 1, 0.99));
        return () => Math.Exp(median + spread * Normal.Sample(random, 0, 1));
    }
}
