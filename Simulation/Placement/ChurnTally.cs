using Headroom.Placement.Fragmentation;

namespace Headroom.Simulation.Placement;

/// <summary>Means over time and over pods, from the end of the warm-up.</summary>
internal sealed class ChurnTally(GpuCluster cluster, double start)
{
    private readonly double _start = start;
    private double _now = start;
    private double _allocatedTime;
    private int _pods;
    private int _rejected;
    private long _gpu;
    private long _rejectedGpu;

    /// <summary>To be called before the cluster changes.</summary>
    public void MoveTo(double time)
    {
        if (time > _now)
        {
            _allocatedTime += (time - _now) * (1 - (double)cluster.IdleGpuMilli / cluster.GpuCapacityMilli);
            _now = time;
        }
    }

    public void Arrived(in PodShape pod, bool isPlaced)
    {
        if (_now <= _start)
        {
            return;
        }

        _pods++;
        _gpu += pod.TotalGpuMilli;
        _rejected += isPlaced ? 0 : 1;
        _rejectedGpu += isPlaced ? 0 : pod.TotalGpuMilli;
    }

    public ChurnOutcome Outcome() => new(
        100 * _allocatedTime / Math.Max(double.Epsilon, _now - _start), 100.0 * _rejected / Math.Max(1, _pods),
        100.0 * _rejectedGpu / Math.Max(1, _gpu), _pods);
}
