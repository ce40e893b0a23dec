using System.Runtime.InteropServices;

namespace Headroom.Placement.Fragmentation;

/// <summary>Places a pod where the cluster loses the least of what it can still fill.</summary>
/// <remarks>
/// The node with the largest V(after) − V(before) − λ_model·g, over all nodes where the pod fits: it never waits for a
/// better place. V = −idle GPU that pods offered in fixed random sequences would leave (<see cref="FillEstimate"/>, thinned
/// to the demand that is expected, <see cref="DemandThinning"/>) + value of the places for shapes that become scarce
/// (<see cref="CopyProtection"/>). λ is the price of models that some pods insist on (<see cref="ModelPrices"/>).
/// docs/algorithms/placement.md has the formulas and what each is worth.
/// </remarks>
public sealed class ExpectedFill : ScoredPolicy
{
    private const int FirstThinningSteps = 10;
    private const int LaterThinningSteps = 2;

    private readonly FillSettings _settings;
    private readonly FillEstimate _estimate;
    private readonly CopyProtection _protection;
    private readonly ModelPrices _prices;
    private readonly IReadOnlyList<TypicalPod> _shapes;
    private readonly IReadOnlyList<TypicalPod> _demand;
    private readonly double _gpuPerPod;

    private StateValue[] _values = [];
    private int _decisions;
    private int _epoch;
    private int _fillEpoch;

    /// <param name="cluster">Where pods go.</param>
    /// <param name="pods">A sample of what will come; at least one asks for a GPU.</param>
    /// <param name="settings">Null for the defaults.</param>
    /// <exception cref="ArgumentException">No pod of the sample asks for a GPU.</exception>
    public ExpectedFill(GpuCluster cluster, IReadOnlyCollection<PodShape> pods, FillSettings? settings = null)
        : base(cluster)
    {
        ArgumentNullException.ThrowIfNull(pods);
        _settings = settings ?? new FillSettings();
        _shapes = GpuShapes(pods, withMemory: true);
        if (_shapes.Count == 0)
        {
            throw new ArgumentException("no pod of the sample asks for a GPU", nameof(pods));
        }

        _demand = GpuShapes(pods, withMemory: false);
        _estimate = new FillEstimate(new FillSequences(_shapes, _settings));
        _protection = new CopyProtection(_demand);
        _prices = new ModelPrices(pods);
        _gpuPerPod = _demand.Sum(d => d.Share * d.Shape.TotalGpuMilli);
    }

    private protected override int Epoch => _epoch;

    private protected override void BeforeChoice()
    {
        if (_decisions++ % _settings.RefreshEvery == 0)
        {
            Refresh();
        }
    }

    private protected override void ForgetStates() => Array.Clear(_values);

    private protected override double Score(in PodShape pod, int before, in NodeState after) =>
        ValueOf(Cluster.States.IdOf(after.Canonical())) - ValueOf(before)
            - _settings.ModelPrice * _prices[after.Model] * pod.TotalGpuMilli;

    // Shares are of all pods, those without GPUs included.
    private static IReadOnlyList<TypicalPod> GpuShapes(IReadOnlyCollection<PodShape> pods, bool withMemory) =>
        [.. TypicalPod.Of(pods, coverage: 1, withMemory).Where(t => t.Shape.GpuCount > 0)];

    private void Refresh()
    {
        var counts = Cluster.StateIds.ToArray().CountBy(id => id).Select(c => (State: Cluster.States[c.Key], Nodes: c.Value)).ToList();
        // All pods that come, those without GPUs included, as the shares are of all.
        var pods = _settings.ExpectedLoad * Cluster.IdleGpuMilli / _gpuPerPod;
        if (_epoch % _settings.ThinningEvery == 0)
        {
            var steps = _epoch == 0 ? FirstThinningSteps : LaterThinningSteps;
            DemandThinning.Update(_estimate, _shapes, counts, pods * _demand.Sum(d => d.Share), steps);
            _fillEpoch++;
        }

        _epoch++;
        var supply = new double[_demand.Count];
        var idle = new double[GpuModels.Limit];
        foreach (var (state, nodes) in counts)
        {
            _protection.AddSupply(state, nodes, supply);
            idle[state.Model] += (double)nodes * state.Free.Sum() / Math.Max(1, Cluster.GpuCapacityMilli);
        }

        // Places are kept for what fills the idle GPU once: those beyond come to a full cluster anyway.
        _protection.Update(supply, Cluster.IdleGpuMilli / _gpuPerPod, _settings.ShortageMilli);
        _prices.Update(idle);
    }

    private double ValueOf(int id)
    {
        if (id >= _values.Length)
        {
            Array.Resize(ref _values, Math.Max(2 * _values.Length, Cluster.States.Count + 1024));
        }

        ref var known = ref _values[id];
        if (known.FillEpoch != _fillEpoch)
        {
            (known.Idle, known.FillEpoch) = (_estimate.IdleAfter(Cluster.States[id]), _fillEpoch);
        }

        if (known.Epoch != _epoch)
        {
            (known.Protected, known.Epoch) = (_protection.ValueOf(Cluster.States[id]), _epoch);
        }

        return known.Protected - known.Idle;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct StateValue
    {
        public double Idle;
        public double Protected;
        public int FillEpoch;
        public int Epoch;
    }
}
