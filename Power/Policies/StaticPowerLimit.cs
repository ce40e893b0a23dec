using Headroom.Units;

namespace Headroom.Power.Policies;

/// <summary>The same share of the budget for every server, for ever, as a power limit on its GPUs.</summary>
/// <remarks>Safe by arithmetic: no forecast, no thresholds, no priorities.</remarks>
public sealed class StaticPowerLimit(IReadOnlyList<PowerGroup> groups) : PowerPolicy(groups)
{
    public override string Name => "PowerLimit";

    protected override void Cap(in DomainReading reading, PowerPlan plan)
    {
        var servers = 0;
        foreach (var group in reading.Groups)
        {
            servers += group.Servers;
        }

        if (servers == 0)
        {
            return;
        }

        var share = Watts.FromMilliwatts(reading.Budget.Milliwatts / servers);
        for (var g = 0; g < Groups.Count; g++)
        {
            var server = Groups[g].Caps.Server;
            if (share < server.Full)
            {
                plan.Limits[g] = server.LimitFor(share);
                plan.Reason = PlanReason.Static;
            }
        }
    }
}
