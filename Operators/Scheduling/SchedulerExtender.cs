using System.Runtime.InteropServices;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Pods;
using Headroom.Operators.Scheduling.Wire;
using Headroom.Placement.Booking;
using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Scheduling;

/// <summary>Answers a stock kube-scheduler: which nodes have the GPUs, which of them lose least, whom to evict, and the binding itself.</summary>
internal sealed class SchedulerExtender(IPodBinder binder, TimeProvider time)
{
    private const int MostPending = 200_000;
    private const string DoesNotFit = "the GPUs that are free do not fit";
    private const string Unknown = "no node with GPUs of this name is known";

    private readonly Lock _lock = new();
    private readonly ClusterBook _book = new();
    private readonly Dictionary<string, PodClaim> _pending = new(StringComparer.Ordinal);
    private NodeNames _names = new([]);

    /// <summary>GPU that nobody has, as a share of all.</summary>
    public double IdleShare => Locked(static b => b.GpuCapacityMilli == 0 ? 0 : b.IdleGpuMilli / (double)b.GpuCapacityMilli);

    public void SetNode(string name, string model, int gpus, int cpuMilli, int memoryMib) =>
        Locked(b => b.SetNode(name, model, gpus, cpuMilli, memoryMib));

    public void RemoveNode(string name) => Locked(b => b.RemoveNode(name));

    /// <summary>A pod was seen on a node.</summary>
    /// <param name="gpus">Which it uses; null where that is not known.</param>
    public void SeeBound(Pod pod, string node, GpuSet? gpus)
    {
        lock (_lock)
        {
            // A pod whose share cannot be read runs all the same; it takes nothing that we could count.
            var claim = PodClaim.Of(pod);
            _book.SeeBound(claim.Uid, claim.Shape, node, gpus);
            _pending.Remove(claim.Uid);
        }
    }

    public void SeeGone(string uid)
    {
        lock (_lock)
        {
            _book.Release(uid);
            _pending.Remove(uid);
        }
    }

    /// <summary>Nodes where the pod fits.</summary>
    public FilterAnswer Filter(ReadOnlyMemory<byte> request)
    {
        lock (_lock)
        {
            _book.ReleaseForgotten(time.GetUtcNow());
            var args = Read(request);
            if (Refusal(args) is { } error)
            {
                return new FilterAnswer(_names, [], [], error);
            }

            Remember(args.Pod!); // Refusal has seen it
            var scores = Scores(args);
            List<int> fit = [], not = [];
            for (var i = 0; i < args.Nodes.Count; i++)
            {
                (double.IsNegativeInfinity(scores[i]) ? not : fit).Add(args.Nodes[i]);
            }

            // Whether nodes without GPUs have room for a pod without GPUs is the scheduler's own matter.
            var (open, closed) = args.Pod!.Shape.GpuCount == 0 ? (args.Strangers, new List<string>()) : ([], args.Strangers);
            return new FilterAnswer(_names, fit, not, null) { Open = open, Strangers = closed, Reason = DoesNotFit, StrangerReason = Unknown };
        }
    }

    /// <summary>0 to 10 for each node.</summary>
    public PriorityAnswer Prioritize(ReadOnlyMemory<byte> request)
    {
        lock (_lock)
        {
            var args = Read(request);
            var ranks = new int[args.Nodes.Count];
            if (Refusal(args) is not null)
            {
                return new PriorityAnswer(_names, args.Nodes, ranks, []);
            }

            // GPU nodes are for others while there is room elsewhere.
            var (isSpare, open) = args.Pod!.Shape.GpuCount == 0 ? (args.Strangers.Count > 0, args.Strangers) : (false, []);
            if (!isSpare)
            {
                ScoreRanks.Map(Scores(args), ranks);
            }

            return new PriorityAnswer(_names, args.Nodes, ranks, open);
        }
    }

    /// <summary>The proposed nodes on which evictions help, each with the victims that are needed.</summary>
    public PreemptionAnswer Preempt(PreemptionArgs args)
    {
        ArgumentNullException.ThrowIfNull(args);
        lock (_lock)
        {
            var pod = PodClaim.Read(args.Pod, _book.ModelsOf);
            var kept = new Dictionary<string, MetaVictims>(StringComparer.Ordinal);
            foreach (var (node, victims) in args.NodeNameToMetaVictims ?? new Dictionary<string, MetaVictims?>(StringComparer.Ordinal))
            {
                if (pod is { Error: null, Shape.GpuCount: 0 } && _book.IndexOf(node) < 0)
                {
                    kept[node] = victims ?? new MetaVictims();
                }
                else if (pod.Error is null && _book.NeededVictims(pod.Shape, node, [.. (victims?.Pods ?? []).Select(static p => p.Uid)]) is { } needed)
                {
                    kept[node] = new MetaVictims { Pods = [.. needed.Select(static u => new MetaPod { Uid = u })], NumPdbViolations = victims?.NumPdbViolations ?? 0 };
                }
            }

            return new PreemptionAnswer { NodeNameToMetaVictims = kept };
        }
    }

    /// <summary>Books the GPUs, then binds; what the cluster refuses is given back.</summary>
    public async Task<BindingAnswer> BindAsync(BindingArgs args, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(args);
        GpuSet gpus;
        lock (_lock)
        {
            if (!_pending.TryGetValue(args.PodUid, out var pod))
            {
                return new BindingAnswer
                {
                    Outcome = ExtenderOutcome.UnknownPod,
                    Error = $"pod {args.PodNamespace}/{args.PodName} ({args.PodUid}) was not filtered here: what it needs is not known",
                };
            }

            if (pod.Shape.GpuCount == 0 && _book.IndexOf(args.Node) < 0)
            {
                gpus = GpuSet.None;
            }
            else if (_book.Assume(args.PodUid, pod.Shape, args.Node, time.GetUtcNow()) is { } assumed)
            {
                gpus = assumed;
            }
            else
            {
                return new BindingAnswer
                {
                    Outcome = ExtenderOutcome.NoRoom,
                    Error = $"{args.Node} has no room for {args.PodNamespace}/{args.PodName} any more, or it is booked elsewhere",
                };
            }
        }

        try
        {
            await binder.BindAsync(args.PodNamespace, args.PodName, args.PodUid, args.Node, gpus, ct);
            Locked(_ => _pending.Remove(args.PodUid));
            return new BindingAnswer();
        }
        catch (Exception error) when (error is KubernetesApiException { Status.Code: < 500 } or LeadershipLostException)
        {
            Locked(b => b.ReleaseAssumed(args.PodUid));
            return NotBound(args, error);
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException or TimeoutException or OperationCanceledException)
        {
            // It may be bound all the same: the GPUs stay booked until the watch shows it, or for as long as a decision counts.
            return NotBound(args, error);
        }
    }

    private static BindingAnswer NotBound(BindingArgs args, Exception error) => new()
    {
        Outcome = ExtenderOutcome.NotBound, Error = $"{args.PodNamespace}/{args.PodName} was not bound to {args.Node}: {error.Message}",
    };

    private ExtenderArgs Read(ReadOnlyMemory<byte> request)
    {
        if (_book.Names is var names && !ReferenceEquals(names, _names.Texts))
        {
            _names = new NodeNames(names);
        }

        return ExtenderArgs.Read(request, _names, _book.ModelsOf);
    }

    private static string? Refusal(ExtenderArgs args) =>
        args.Pod is null ? "the request has no pod" : !args.HasNames ? "the request has no node names: configure the extender with nodeCacheCapable: true" : args.Pod.Error;

    private double[] Scores(ExtenderArgs args)
    {
        var scores = new double[args.Nodes.Count];
        _book.Score(args.Pod!.Shape, CollectionsMarshal.AsSpan(args.Nodes), scores); // a pod: Refusal has seen it
        return scores;
    }

    private void Remember(PodClaim pod)
    {
        if (_pending.Count >= MostPending)
        {
            _pending.Clear(); // pods that are still wanted are filtered again
        }

        _pending[pod.Uid] = pod;
    }

    private void Locked(Action<ClusterBook> act)
    {
        lock (_lock)
        {
            act(_book);
        }
    }

    private T Locked<T>(Func<ClusterBook, T> of)
    {
        lock (_lock)
        {
            return of(_book);
        }
    }
}
