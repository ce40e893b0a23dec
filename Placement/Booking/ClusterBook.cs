using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Booking;

/// <summary>
/// What every node has left, kept up by what is seen and by what was decided here and not seen yet: a GPU is booked when it
/// is given out, not when the watch says so, so nothing is given out twice.
/// </summary>
/// <remarks>Not for several threads: who keeps it holds a lock.</remarks>
public sealed class ClusterBook
{
    private const int SampleSize = 4_096;
    private const int RenewEvery = 2_000;

    /// <summary>How long a decision counts without being seen in the cluster.</summary>
    public static readonly TimeSpan AssumedFor = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, NodeState> _capacity = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BookedPod> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    // Pods that did not fit on their node, known as it is: room that comes is theirs.
    private readonly HashSet<string> _crowded = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Until, string Uid)> _assumed = new();
    private readonly Queue<PodShape> _sample = new();
    private readonly GpuModels _models = new();
    private GpuCluster? _cluster;
    private FragmentationGradientDescent? _policy;
    private IReadOnlyList<string> _names = [];
    private int _sinceRenewed;

    /// <summary>Of the nodes, by their numbers: another list, never a changed one, when nodes come or go.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            _ = Cluster;
            return _names;
        }
    }

    public long IdleGpuMilli => Cluster.IdleGpuMilli;

    public long GpuCapacityMilli => Cluster.GpuCapacityMilli;

    private GpuCluster Cluster => _cluster ?? Rebuild();

    private FragmentationGradientDescent Policy => _policy ??= new FragmentationGradientDescent(Cluster, TypicalPod.Of(_sample));

    /// <summary>The models of these names that a node has had; a pod may name any number of others.</summary>
    /// <param name="names">Between bars.</param>
    public ModelSet ModelsOf(string names) => _models.Known(names);

    /// <returns>Its number; -1 for a node that is not known.</returns>
    public int IndexOf(string node) => Ready().GetValueOrDefault(node, -1);

    public void SetNode(string name, string model, int gpus, int cpuMilli, int memoryMib)
    {
        var state = new NodeState(_models.IndexOf(model), gpus, cpuMilli, memoryMib, GpuLevels.Idle(gpus));
        if (!_capacity.TryGetValue(name, out var known) || known != state)
        {
            _capacity[name] = state;
            Forget();
        }
    }

    /// <summary>Its pods stay known: should it come back, so do they.</summary>
    public void RemoveNode(string name)
    {
        if (_capacity.Remove(name))
        {
            Forget();
        }
    }

    /// <summary>A pod was seen on a node; where it was decided here nothing changes.</summary>
    /// <param name="asked">By the pod; it runs on the node's model, whichever it asked for.</param>
    /// <param name="gpus">Which it uses; null where that is not known: the tightest.</param>
    public void SeeBound(string uid, in PodShape asked, string node, GpuSet? gpus)
    {
        var shape = asked with { Models = ModelSet.Any };
        if (_pods.TryGetValue(uid, out var known))
        {
            if (known.Node == node)
            {
                _pods[uid] = known with { AssumedUntil = null };
                return;
            }

            Release(uid);
        }

        Book(uid, new BookedPod(shape, node, gpus ?? GpuSet.None, null, IsPlaced: false));
    }

    /// <summary>It could not be bound; where it was seen bound meanwhile nothing changes.</summary>
    public void ReleaseAssumed(string uid)
    {
        if (_pods.GetValueOrDefault(uid) is { AssumedUntil: not null })
        {
            Release(uid);
        }
    }

    /// <summary>It ended, or was deleted.</summary>
    public void Release(string uid)
    {
        if (!_pods.Remove(uid, out var pod))
        {
            return;
        }

        _crowded.Remove(uid);
        if (pod.IsPlaced && _cluster is { } cluster && _indices.TryGetValue(pod.Node, out var node))
        {
            cluster.Release(pod.Shape, new Spot(node, pod.Gpus));
            foreach (var waiting in _crowded.Where(u => _pods[u].Node == pod.Node).ToList())
            {
                Book(waiting, _pods[waiting]);
            }
        }
    }

    /// <summary>Gives back what was decided and never seen.</summary>
    public void ReleaseForgotten(DateTimeOffset now)
    {
        while (_assumed.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _assumed.Dequeue();
            if (_pods.GetValueOrDefault(oldest.Uid)?.AssumedUntil is { } until && until <= now)
            {
                Release(oldest.Uid);
            }
        }
    }

    /// <summary>Scores of nodes for a pod; −∞ where it does not fit.</summary>
    public void Score(in PodShape shape, ReadOnlySpan<int> nodes, Span<double> scores)
    {
        Ready();
        Policy.ScoreNodes(shape, nodes, scores);
    }

    /// <summary>Books a pod onto a node before anyone has seen it there.</summary>
    /// <returns>The GPUs it gets; null where it does not fit any more, or is booked elsewhere.</returns>
    public GpuSet? Assume(string uid, in PodShape shape, string node, DateTimeOffset now)
    {
        if (_pods.TryGetValue(uid, out var known))
        {
            return known.Node == node ? known.Gpus : null;
        }

        if (!Ready().TryGetValue(node, out var index) || Policy.GpusFor(shape, index) is not { } gpus)
        {
            return null;
        }

        var until = now + AssumedFor;
        Book(uid, new BookedPod(shape, node, gpus, until, IsPlaced: false));
        _assumed.Enqueue((until, uid));
        Learn(shape);
        return gpus;
    }

    /// <summary>Which of the victims a pod needs gone, least of them: those are spared first that are named last.</summary>
    /// <returns>Null where it would not fit without all of them.</returns>
    public IReadOnlyList<string>? NeededVictims(in PodShape shape, string node, IReadOnlyList<string> victims)
    {
        if (!Ready().TryGetValue(node, out var index))
        {
            return null;
        }

        var state = Cluster.Nodes[index];
        foreach (var victim in Known(victims, node))
        {
            state = state.Plus(victim.Pod.Shape, victim.Pod.Gpus);
        }

        if (!state.Fits(shape))
        {
            return null;
        }

        var needed = victims.ToList();
        foreach (var (uid, pod) in Known(victims, node).Reverse())
        {
            var kept = state.Less(pod.Shape, pod.Gpus);
            if (kept.Fits(shape))
            {
                (state, _) = (kept, needed.Remove(uid));
            }
        }

        return needed;
    }

    private IEnumerable<(string Uid, BookedPod Pod)> Known(IReadOnlyList<string> uids, string node) =>
        uids.Where(u => _pods.TryGetValue(u, out var pod) && pod.Node == node && pod.IsPlaced).Select(u => (u, _pods[u]));

    private void Book(string uid, BookedPod pod)
    {
        var node = IndexOf(pod.Node);
        _pods[uid] = node >= 0 ? Placed(uid, pod, node) : pod with { IsPlaced = false };
    }

    private BookedPod Placed(string uid, BookedPod pod, int node)
    {
        var state = Cluster.Nodes[node];
        var gpus = pod.Gpus.Count == pod.Shape.GpuCount || !state.Fits(pod.Shape) ? pod.Gpus : state.Tightest(pod.Shape);
        try
        {
            Cluster.Place(pod.Shape, new Spot(node, gpus));
            _crowded.Remove(uid);
            return pod with { Gpus = gpus, IsPlaced = true };
        }
        catch (ArgumentException)
        {
            // Such as a pod that another scheduler has put there.
            _crowded.Add(uid);
            return pod with { IsPlaced = false };
        }
    }

    private Dictionary<string, int> Ready()
    {
        _ = Cluster;
        return _indices;
    }

    private void Forget() => (_cluster, _policy) = (null, null);

    private GpuCluster Rebuild()
    {
        var names = _capacity.Keys.Order(StringComparer.Ordinal).ToList();
        _names = names;
        _indices.Clear();
        for (var i = 0; i < names.Count; i++)
        {
            _indices[names[i]] = i;
        }

        _cluster = new GpuCluster([.. names.Select(n => _capacity[n])]);
        _crowded.Clear();
        foreach (var (uid, pod) in _pods.ToList())
        {
            Book(uid, pod);
        }

        return _cluster;
    }

    // What pods are like is learned from those that are placed.
    private void Learn(in PodShape shape)
    {
        _sample.Enqueue(shape);
        if (_sample.Count > SampleSize)
        {
            _sample.Dequeue();
        }

        if (++_sinceRenewed >= RenewEvery || _sinceRenewed == _sample.Count && int.IsPow2(_sample.Count))
        {
            (_policy, _sinceRenewed) = (null, _sample.Count < RenewEvery ? _sinceRenewed : 0);
        }
    }
}
