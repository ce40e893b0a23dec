using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Simulation.Power;

/// <summary>Commands on their way: a cap, a brake and an allowance each land after their own delay.</summary>
internal sealed class RowActuators
{
    private readonly RowSetting _setting;
    private readonly IReadOnlyList<PowerGroup> _groups;
    private readonly RowEngine _engine;
    private readonly Queue<Order> _caps = new();
    private readonly Queue<Order> _brakes = new();
    private readonly Queue<Allowance> _allowances = new();
    private readonly Megahertz[] _commanded;
    private readonly Megahertz[] _locked;
    private readonly double[] _limits;
    private readonly bool[] _brakeCommanded;
    private readonly bool[] _braked;

    public RowActuators(RowSetting setting, IReadOnlyList<PowerGroup> groups, RowEngine engine)
    {
        (_setting, _groups, _engine) = (setting, groups, engine);
        _commanded = [.. groups.Select(g => g.Caps.Clocks[0])];
        _locked = [.. _commanded];
        _limits = [.. groups.Select(_ => ClassSpeed.Unlimited)];
        (_brakeCommanded, _braked) = (new bool[groups.Count], new bool[groups.Count]);
    }

    /// <summary>Clock commands so far, all groups.</summary>
    public int Commands { get; private set; }

    public bool IsLowCapped => _braked[0] || _locked[0] < _groups[0].Caps.Clocks[0] || _limits[0] < ClassSpeed.Unlimited;

    public Megahertz InForce(int group) => _braked[group] ? _groups[group].Caps.Server.Gpu.BrakeClock : _locked[group];

    public void Command(PowerPlan plan)
    {
        var now = _engine.Now;
        for (var g = 0; g < _groups.Count; g++)
        {
            if (plan.Clocks[g] != _commanded[g])
            {
                _commanded[g] = plan.Clocks[g];
                Commands++;
                _caps.Enqueue(new Order(now + _setting.CommandSeconds, g, plan.Clocks[g].Value));
            }

            if (plan.Braked[g] != _brakeCommanded[g])
            {
                _brakeCommanded[g] = plan.Braked[g];
                _brakes.Enqueue(new Order(now + _setting.BrakeSeconds, g, plan.Braked[g] ? 1 : 0));
            }

            // A static limit is set before the row takes load: no delay to model.
            var limit = plan.Limits[g] is { } watts ? (double)watts.Milliwatts / _groups[g].Caps.Server.Gpu.Tdp.Milliwatts : ClassSpeed.Unlimited;
            if (limit != _limits[g])
            {
                _limits[g] = limit;
                Set(g);
            }
        }

        if (!double.IsInfinity(plan.PrefillAllowance))
        {
            _allowances.Enqueue(new Allowance(now + _setting.AllowanceSeconds, plan.PrefillAllowance, plan.PrefillCosts[0], plan.PrefillCosts[1]));
        }
    }

    /// <summary>From now on the servers that were set apart keep the clock they have.</summary>
    public bool AreApartFrozen { get; set; }

    /// <summary>Leases ran out or came back: the power limit under which the row fits its feed whatever it does.</summary>
    public void SetSafe(bool isSafe)
    {
        for (var g = 0; g < _groups.Count; g++)
        {
            var server = _groups[g].Caps.Server;
            var share = Watts.FromMilliwatts(_setting.Budget.Milliwatts / _engine.Bank.Count);
            _limits[g] = isSafe && share < server.Full
                ? (double)server.LimitFor(share).Milliwatts / server.Gpu.Tdp.Milliwatts
                : ClassSpeed.Unlimited;
            Set(g);
        }
    }

    /// <summary>Runs the row, stopping wherever a command lands.</summary>
    public void RunUntil(double to)
    {
        while (true)
        {
            var next = Math.Min(Math.Min(Due(_caps), Due(_brakes)), _allowances.TryPeek(out var first) ? first.At : double.PositiveInfinity);
            if (next > to)
            {
                _engine.RunUntil(to);
                _engine.Settle();
                return;
            }

            if (next > _engine.Now)
            {
                _engine.RunUntil(next);
            }

            Land(next);
        }
    }

    private static double Due(Queue<Order> orders) => orders.TryPeek(out var order) ? order.At : double.PositiveInfinity;

    private void Land(double at)
    {
        while (_caps.TryPeek(out var cap) && cap.At <= at)
        {
            _locked[_caps.Dequeue().Group] = new Megahertz((int)cap.Value);
            Set(cap.Group);
        }

        while (_brakes.TryPeek(out var brake) && brake.At <= at)
        {
            _braked[_brakes.Dequeue().Group] = brake.Value > 0;
            Set(brake.Group);
        }

        while (_allowances.TryPeek(out var allowance) && allowance.At <= at)
        {
            _allowances.Dequeue();
            var gate = _engine.Gate;
            (gate.Allowance, gate.LowCost, gate.HighCost) = (allowance.Watts, allowance.LowCost, allowance.HighCost);
        }
    }

    private void Set(int group)
    {
        var ratio = _groups[group].Caps.Server.Gpu.Ratio(InForce(group));
        _engine.SetSpeed(group, ratio, _limits[group]);
        if (group == 0 && !AreApartFrozen)
        {
            _engine.SetSpeed(2, ratio, _limits[0]);
        }
    }

    private readonly record struct Allowance(double At, double Watts, double LowCost, double HighCost);

    private readonly record struct Order(double At, int Group, double Value);
}
