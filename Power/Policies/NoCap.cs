namespace Headroom.Power.Policies;

/// <summary>Nothing but the brake.</summary>
public sealed class NoCap(IReadOnlyList<PowerGroup> groups) : PowerPolicy(groups)
{
    public override string Name => "NoCap";

    protected override void Cap(in DomainReading reading, PowerPlan plan)
    {
    }
}
