using Headroom.Contracts.Allowances;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Fleet;
using Headroom.Operators.Power.Tree;
using Headroom.Power.Planning;
using Headroom.Units;

namespace Headroom.Operators.Power.Allowances;

/// <summary>From a plan to what one gateway may start.</summary>
internal static class AllowanceMaker
{
    /// <param name="domain">After its decision.</param>
    /// <param name="members">Nodes under it.</param>
    /// <param name="tree">That it is in.</param>
    /// <returns>Null where nothing binds: the mode is Recommend, the policy gates nothing, or nothing could be planned.</returns>
    public static DomainAllowance? Make(DomainRuntime domain, IReadOnlyList<NodeEntry> members, PowerTree tree)
    {
        var settings = domain.Domain.Settings;
        if (settings.Mode != ActingMode.Apply || domain.Plan is not { } plan || double.IsInfinity(plan.PrefillAllowance))
        {
            return null;
        }

        // A braked row has nothing to give, whatever the forecast before the brake said.
        var free = plan.IsBraking ? 0 : plan.PrefillAllowance;
        var failSafe = Static(domain, members).ToWatts();
        return new DomainAllowance
        {
            Domain = domain.Domain.Name,
            Parent = domain.Domain.Parent < 0 ? null : tree.Domains[domain.Domain.Parent].Name,
            Levels = [.. Levels(domain).Select(level => new LevelAllowance
            {
                Level = level,
                FreeWatts = Part(free, settings.Gateways),
                FailSafeWatts = Part(failSafe, settings.Gateways),
                Costs = [.. domain.Groups.Select((group, g) => (group, g)).Where(p => p.group.Level == level)
                    .Select(p => new PrefillCost(p.group.Name, (long)Math.Ceiling(plan.PrefillCosts[p.g])))],
            })],
        };
    }

    private static IEnumerable<int> Levels(DomainRuntime domain) =>
        domain.Groups.Where(static g => g.IsGated).Select(static g => g.Level).Distinct().Order();

    private static Watts Static(DomainRuntime domain, IReadOnlyList<NodeEntry> members)
    {
        var servers = new int[domain.Groups.Count];
        var others = Watts.Zero;
        foreach (var node in members)
        {
            if (domain.GroupOf(node) is { } g)
            {
                servers[g]++;
            }
            else
            {
                others += node.Safety(domain.Domain.Settings.HostMax, domain.Domain.Settings.UnmanagedNode).Nameplate;
            }
        }

        return StaticShare.Of(domain.Groups, servers, others.HeadroomUnder(domain.Budget));
    }

    private static long Part(double watts, int gateways) => (long)Math.Floor(watts / gateways);
}
