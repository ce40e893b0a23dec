using Headroom.Placement.Fragmentation;

namespace Headroom.Simulation.Placement;

/// <summary>Pods come one after the other and stay; what fits nowhere is turned away.</summary>
public sealed class AllocationReplay(GpuCluster cluster, IPlacementPolicy policy, FragmentationGauge gauge)
{
    private readonly List<(double Allocated, double Fragmented)>[] _byArrived = [.. Enumerable.Range(0, 201).Select(_ => new List<(double, double)>())];
    private readonly double[] _fragmentation = [.. cluster.Nodes.ToArray().Select(n => gauge.Of(n))];
    private double _fragmented;
    private long _arrived;

    public int Rejected { get; private set; }

    public void Run(IReadOnlyList<PodShape> arrivals)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        _fragmented = _fragmentation.Sum();
        foreach (var pod in arrivals)
        {
            if (policy.Choose(pod) is { } spot)
            {
                cluster.Place(pod, spot);
                var after = gauge.Of(cluster.Nodes[spot.Node]);
                _fragmented += after - _fragmentation[spot.Node];
                _fragmentation[spot.Node] = after;
            }
            else
            {
                Rejected++;
            }

            Note(pod);
        }
    }

    /// <param name="arrivedPercent">Demand that has come, in whole percent of the cluster's GPU capacity, turned away included.</param>
    /// <returns>GPU allocated and GPU fragmented, percent of the capacity, means over all moments that round to it; null when there are none.</returns>
    public (double AllocatedPercent, double FragmentedPercent)? At(int arrivedPercent) =>
        _byArrived[arrivedPercent] is { Count: > 0 } moments ? (moments.Average(m => m.Allocated), moments.Average(m => m.Fragmented)) : null;

    private void Note(in PodShape pod)
    {
        _arrived += pod.TotalGpuMilli;
        var capacity = cluster.GpuCapacityMilli;
        var percent = (int)Math.Round(100.0 * _arrived / capacity);
        if (percent < _byArrived.Length)
        {
            _byArrived[percent].Add((100 - 100.0 * cluster.IdleGpuMilli / capacity, 100 * _fragmented / capacity));
        }
    }
}
