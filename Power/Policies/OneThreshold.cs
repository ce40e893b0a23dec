using Headroom.Units;

namespace Headroom.Power.Policies;

/// <summary>The published baselines: one clock above one threshold, for low priority only or for all.</summary>
public sealed class OneThreshold(IReadOnlyList<PowerGroup> groups, bool capsAll) : PowerPolicy(groups)
{
    private const double CapAbove = .89;
    private const double ReleaseBelow = .84;
    private static readonly Megahertz Capped = new(1110);

    private bool _isCapped;

    public override string Name => capsAll ? "OneThresholdAll" : "OneThresholdLow";

    protected override void Cap(in DomainReading reading, PowerPlan plan)
    {
        var utilisation = reading.Utilisation;
        _isCapped = utilisation > CapAbove || (_isCapped && utilisation >= ReleaseBelow);
        if (!_isCapped)
        {
            return;
        }

        plan.Reason = utilisation > CapAbove ? PlanReason.UpperThreshold : PlanReason.Hysteresis;
        CapLow(plan, Capped);
        if (capsAll)
        {
            CapTop(plan, Capped);
        }
    }
}
