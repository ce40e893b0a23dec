using Headroom.Units;

namespace Headroom.Power.Policies;

/// <summary>What all policies share: the check of the shape, a plan that starts with nothing held back, and the brake.</summary>
public abstract class PowerPolicy : IPowerPolicy
{
    private readonly BrakeLatch _brake;
    private readonly MeterWatch _meter = new();

    protected PowerPolicy(IReadOnlyList<PowerGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count == 0)
        {
            throw new ArgumentException("a domain without a group of servers has nothing to cap");
        }

        Groups = groups;
        TopLevel = groups.Max(g => g.Level);
        _brake = new BrakeLatch(groups);
    }

    public abstract string Name { get; }

    public IReadOnlyList<PowerGroup> Groups { get; }

    protected int TopLevel { get; }

    /// <summary>Whether the brake was on, in full or in part, after the last decision.</summary>
    protected bool IsBraking => _brake.IsOn;

    public void Decide(in DomainReading reading, PowerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (reading.Groups.Length != Groups.Count || plan.Clocks.Length != Groups.Count)
        {
            throw new ArgumentException($"{reading.Groups.Length} groups were read and {plan.Clocks.Length} planned; the policy has {Groups.Count}");
        }

        for (var g = 0; g < Groups.Count; g++)
        {
            plan.Clocks[g] = Groups[g].Caps.Clocks[0];
            plan.Limits[g] = null;
        }

        plan.PrefillAllowance = double.PositiveInfinity;
        plan.Reason = PlanReason.Fits;
        var watched = new DomainReading(reading.AtMilliseconds, reading.Budget, _meter.Check(reading.Draw), reading.Groups);
        Cap(watched, plan);
        _brake.Apply(watched, plan);
    }

    /// <param name="plan">Nothing is held back in it yet.</param>
    protected abstract void Cap(in DomainReading reading, PowerPlan plan);

    /// <summary>Locks every group below the top level.</summary>
    protected void CapLow(PowerPlan plan, Megahertz clock)
    {
        for (var g = 0; g < Groups.Count; g++)
        {
            if (Groups[g].Level < TopLevel)
            {
                plan.Clocks[g] = Megahertz.Min(plan.Clocks[g], clock);
            }
        }
    }

    protected void CapTop(PowerPlan plan, Megahertz clock)
    {
        for (var g = 0; g < Groups.Count; g++)
        {
            if (Groups[g].Level == TopLevel)
            {
                plan.Clocks[g] = Megahertz.Min(plan.Clocks[g], clock);
            }
        }
    }
}
