namespace Headroom.Placement.Fragmentation;

/// <summary>What every node has left, kept exact as pods come and go.</summary>
public sealed class GpuCluster
{
    // Some 75 MB with what a policy keeps about each; a cluster with departures sees new states for as long as it lives.
    private const int MaxStates = 500_000;

    private readonly int _maxStates;
    private readonly NodeState[] _capacity;
    private readonly NodeState[] _nodes;
    private readonly int[] _stateIds;
    private readonly int[] _kinds;
    private readonly StateTable _states = new();

    /// <param name="capacity">Every node empty; where policies are indifferent the earlier node is taken.</param>
    /// <exception cref="ArgumentException">A node has a negative quantity or more than eight GPUs.</exception>
    public GpuCluster(IReadOnlyList<NodeState> capacity)
        : this(capacity, MaxStates)
    {
    }

    /// <param name="maxStates">More than so many different node states are not remembered.</param>
    internal GpuCluster(IReadOnlyList<NodeState> capacity, int maxStates)
    {
        ArgumentNullException.ThrowIfNull(capacity);
        _maxStates = maxStates;
        foreach (var node in capacity)
        {
            if (node.GpuCount is < 0 or > GpuLevels.Limit || node.CpuMilli < 0 || node.MemoryMib < 0 || node.Model is < 0 or >= GpuModels.Limit)
            {
                throw new ArgumentException($"{node}: a node has 0 to {GpuLevels.Limit} GPUs and no negative quantity", nameof(capacity));
            }
        }

        _capacity = [.. capacity];
        _nodes = [.. capacity];
        _kinds = new int[capacity.Count * PodKind.Count];
        _stateIds = [.. capacity.Select(n => _states.IdOf(n.Canonical()))];
        GpuCapacityMilli = capacity.Sum(n => (long)n.Free.Sum());
        IdleGpuMilli = GpuCapacityMilli;
    }

    public int Count => _nodes.Length;

    public long GpuCapacityMilli { get; }

    public long IdleGpuMilli { get; private set; }

    public ReadOnlySpan<NodeState> Nodes => _nodes;

    /// <summary>Number of each node's state up to the naming of its GPUs: equal numbers, equal states.</summary>
    internal ReadOnlySpan<int> StateIds => _stateIds;

    internal StateTable States => _states;

    /// <summary>Pods with GPUs on a node, by <see cref="PodKind"/>.</summary>
    internal ReadOnlySpan<int> KindsOn(int node) => _kinds.AsSpan(node * PodKind.Count, PodKind.Count);

    /// <exception cref="ArgumentException">The pod does not fit there.</exception>
    public void Place(in PodShape pod, Spot spot)
    {
        var node = _nodes[spot.Node];
        if (!Accepts(node, pod, spot.Gpus))
        {
            throw new ArgumentException($"{pod} does not fit on GPUs {spot.Gpus} of node {spot.Node}: {node}", nameof(spot));
        }

        Set(spot.Node, node.Less(pod, spot.Gpus));
        CountKind(pod, spot.Node, 1);
        IdleGpuMilli -= pod.TotalGpuMilli;
    }

    /// <summary>Gives back what <see cref="Place"/> took.</summary>
    /// <exception cref="ArgumentException">More would be free than the node has: the pod was not there.</exception>
    public void Release(in PodShape pod, Spot spot)
    {
        var (after, most) = (_nodes[spot.Node].Plus(pod, spot.Gpus), _capacity[spot.Node]);
        var isWithin = after.CpuMilli <= most.CpuMilli && after.MemoryMib <= most.MemoryMib && spot.Gpus.Count == pod.GpuCount;
        for (var gpu = 0; gpu < GpuLevels.Limit; gpu++)
        {
            isWithin &= after.Free[gpu] <= most.Free[gpu];
        }

        if (!isWithin)
        {
            throw new ArgumentException($"{pod} was not on GPUs {spot.Gpus} of node {spot.Node}", nameof(spot));
        }

        Set(spot.Node, after);
        CountKind(pod, spot.Node, -1);
        IdleGpuMilli += pod.TotalGpuMilli;
    }

    private static bool Accepts(in NodeState node, in PodShape pod, GpuSet gpus)
    {
        var fits = node.Fits(pod) && gpus.Count == pod.GpuCount;
        for (var gpu = 0; gpu < GpuLevels.Limit; gpu++)
        {
            fits &= !gpus.Contains(gpu) || (gpu < node.GpuCount && node.Free[gpu] >= pod.GpuMilli);
        }

        return fits;
    }

    private void CountKind(in PodShape pod, int node, int change)
    {
        if (pod.GpuCount > 0)
        {
            _kinds[node * PodKind.Count + PodKind.Of(pod)] += change;
        }
    }

    private void Set(int node, in NodeState state)
    {
        _nodes[node] = state;
        if (_states.Count > _maxStates)
        {
            _states.Clear();
            for (var i = 0; i < _nodes.Length; i++)
            {
                _stateIds[i] = _states.IdOf(_nodes[i].Canonical());
            }
        }

        _stateIds[node] = _states.IdOf(state.Canonical());
    }
}
