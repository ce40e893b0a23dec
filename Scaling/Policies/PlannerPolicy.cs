using Headroom.Scaling.Budget;
using Headroom.Scaling.Planning;
using Headroom.Units;

namespace Headroom.Scaling.Policies;

/// <summary>The operator's own planner and violation budget, driven step by step.</summary>
/// <remarks>It needs draws in its input: without them it holds, as the operator does when metrics are lost.</remarks>
public sealed class PlannerPolicy : IScalingPolicy
{
    private readonly PlannerShape _shape;
    private readonly ViolationBudget _budget;
    private readonly double[] _capacity;
    private readonly Queue<int> _rehearsed = new();
    private int _decided;

    /// <param name="shape">What the owner asked for.</param>
    public PlannerPolicy(PlannerShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        _shape = shape;
        _budget = new ViolationBudget(shape.Allowed, shape.BudgetSteps);
        _capacity = [shape.Line.PerReplica];
        _decided = shape.Min;
    }

    public string Name => nameof(PolicyKind.Headroom);

    /// <summary>As in Recommend: decides, is judged by what it would have had, and learns from that.</summary>
    public void Learn(in PolicyInput input)
    {
        if (input.Draws is null && input.Upper.IsEmpty)
        {
            return;
        }

        if (_rehearsed.Count == _shape.Lead)
        {
            _budget.Record(_shape.Line.At(input.Load, _rehearsed.Dequeue()) > _shape.Line.Limit);
            _budget.Price.ClearBalance();
        }

        _rehearsed.Enqueue(Plan(input));
    }

    public int Decide(in PolicyInput input)
    {
        _budget.Record(input.IsMiss);
        return Plan(input);
    }

    private int Plan(in PolicyInput input)
    {
        var draws = input.Draws ?? (input.Upper.IsEmpty ? null : DemandDraws.OfTail(input.Point, input.Upper, input.Exceedance));
        if (draws is { } spread && !_budget.Price.HasStarted)
        {
            _budget.Price.Start(spread.PerFold() / _shape.Line.PerReplica);
        }

        var view = new ScalingView
        {
            Time = DateTimeOffset.UnixEpoch,
            Current = new Replicas(_decided),
            Ready = new Replicas(input.Replicas),
            Min = new Replicas(_shape.Min),
            Max = new Replicas(_shape.Max),
            Demand = input.Load,
            Arriving = draws,
            Whole = draws,
            CapacityDraws = _capacity,
            AllowedViolation = _budget.Ceiling,
            RiskPrice = _budget.Price.Now ?? 0.0,
            StartUp = _shape.StartUp,
        };
        _decided = ScalingPlanner.Decide(view, _shape.Policy).Desired.Count;
        return _decided;
    }
}
