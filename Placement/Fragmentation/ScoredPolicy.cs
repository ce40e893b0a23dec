namespace Headroom.Placement.Fragmentation;

/// <summary>Takes the node, and on it the GPUs, with the highest score; the earlier one where scores are equal.</summary>
/// <remarks>
/// A score depends on the shape and on the node's state before and after, so it is worked out once per (shape, state) in a
/// decision and kept per (shape, node) until the node or the policy's epoch changes: a decision looks at what changed.
/// </remarks>
public abstract class ScoredPolicy : IPlacementPolicy
{
    // 20 kB a shape at 1,213 nodes: enough for any trace known, and bounded for any other.
    private const int MaxShapes = 2_000;

    private readonly Dictionary<PodShape, ShapeScores> _kept = [];
    private int[] _decided = [];
    private double[] _scores = [];
    private int _decision;
    private int _generation;

    private protected ScoredPolicy(GpuCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        Cluster = cluster;
    }

    private protected GpuCluster Cluster { get; }

    /// <summary>A new number makes all scores be worked out again.</summary>
    private protected virtual int Epoch => 0;

    public virtual Spot? Choose(in PodShape pod)
    {
        var kept = Begin(pod);
        var (best, node) = (double.NegativeInfinity, -1);
        for (var i = 0; i < Cluster.Count; i++)
        {
            var score = ScoreNode(pod, i, kept);
            if (score > best)
            {
                (best, node) = (score, i);
            }
        }

        return node < 0 ? null : new Spot(node, GpusOn(pod, node, best));
    }

    /// <summary>Scores some nodes, for a scheduler that asks about those it may use.</summary>
    /// <param name="pod">What asks.</param>
    /// <param name="nodes">Indices in the cluster.</param>
    /// <param name="scores">Written, in the same order: higher is better, −∞ where the pod does not fit.</param>
    public void ScoreNodes(in PodShape pod, ReadOnlySpan<int> nodes, Span<double> scores)
    {
        var kept = Begin(pod);
        for (var i = 0; i < nodes.Length; i++)
        {
            scores[i] = ScoreNode(pod, nodes[i], kept);
        }
    }

    /// <summary>The GPUs that the pod gets on a node.</summary>
    /// <returns>Null where it does not fit.</returns>
    public GpuSet? GpusFor(in PodShape pod, int node) =>
        ScoreNode(pod, node, Begin(pod)) is var score && double.IsNegativeInfinity(score) ? null : GpusOn(pod, node, score);

    private ShapeScores Begin(in PodShape pod)
    {
        if (_generation != Cluster.States.Generation)
        {
            _generation = Cluster.States.Generation;
            _kept.Clear();
            Array.Clear(_decided);
            ForgetStates();
        }

        BeforeChoice();
        EnsureRoom();
        _decision++;
        return KeptFor(pod);
    }

    private double ScoreNode(in PodShape pod, int node, ShapeScores kept)
    {
        var id = Cluster.StateIds[node];
        if (!kept.TryGet(node, id, out var score))
        {
            score = _decided[id] == _decision ? _scores[id] : ScoreState(pod, id);
            kept.Keep(node, id, score);
        }

        return score;
    }

    /// <summary>Higher is better; never NaN.</summary>
    /// <param name="pod">It fits.</param>
    /// <param name="before">Number of the node's state, in the cluster's table.</param>
    /// <param name="after">State with the pod on the GPUs in question; not in canonical order.</param>
    private protected abstract double Score(in PodShape pod, int before, in NodeState after);

    /// <summary>Called before each choice, when no scores are being worked out.</summary>
    private protected virtual void BeforeChoice()
    {
    }

    /// <summary>The numbers of all states have changed: nothing kept by number is good any more.</summary>
    private protected virtual void ForgetStates()
    {
    }

    /// <summary>Other GPU levels than the tightest may be better.</summary>
    private protected virtual bool WeighsGpus => true;

    private double ScoreState(in PodShape pod, int id)
    {
        var score = double.NegativeInfinity;
        var state = Cluster.States[id];
        if (state.Fits(pod))
        {
            foreach (var gpus in new GpuChoices(state, pod, WeighsGpus))
            {
                score = Math.Max(score, Score(pod, id, state.Less(pod, gpus)));
            }
        }

        EnsureRoom();
        (_decided[id], _scores[id]) = (_decision, score);
        return score;
    }

    // The first GPUs by index among those with the node's score.
    private GpuSet GpusOn(in PodShape pod, int node, double best)
    {
        var state = Cluster.Nodes[node];
        foreach (var gpus in new GpuChoices(state, pod, WeighsGpus))
        {
            if (Score(pod, Cluster.StateIds[node], state.Less(pod, gpus)) >= best)
            {
                return gpus;
            }
        }

        return state.Tightest(pod);
    }

    private ShapeScores KeptFor(in PodShape pod)
    {
        if (!_kept.TryGetValue(pod, out var kept))
        {
            if (_kept.Count >= MaxShapes)
            {
                _kept.Clear();
            }

            _kept[pod] = kept = new ShapeScores(Cluster.Count);
        }

        kept.MoveTo(Epoch);
        return kept;
    }

    private void EnsureRoom()
    {
        if (_decided.Length < Cluster.States.Count)
        {
            Array.Resize(ref _decided, 2 * Cluster.States.Count);
            Array.Resize(ref _scores, _decided.Length);
        }
    }
}
