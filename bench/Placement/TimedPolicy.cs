using System.Diagnostics;
using Headroom.Placement.Fragmentation;

namespace Headroom.Bench.Placement;

/// <summary>Another policy, and how long each of its decisions took, the first ones included.</summary>
internal sealed class TimedPolicy(IPlacementPolicy inner) : IPlacementPolicy
{
    public List<double> Microseconds { get; } = [];

    public Spot? Choose(in PodShape pod)
    {
        var start = Stopwatch.GetTimestamp();
        var spot = inner.Choose(pod);
        Microseconds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        return spot;
    }
}
