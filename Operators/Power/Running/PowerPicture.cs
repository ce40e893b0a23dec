using Headroom.Operators.Power.Fleet;

namespace Headroom.Operators.Power.Running;

/// <summary>What stands after one decision, copied out of the fleet: statuses without conditions' history.</summary>
internal sealed record PowerPicture(IReadOnlyList<DomainPicture> Domains, IReadOnlyList<NodePicture> Nodes, IReadOnlyList<UnheardNode> Unheard)
{
    public static PowerPicture Of(PowerFleet fleet, TimeSpan now)
    {
        var failed = fleet.Failed();
        return new PowerPicture(
            [.. fleet.Domains.Select((_, i) => DomainPicture.Of(fleet, i, failed, now))],
            [.. fleet.Nodes.Where(static n => n.Report is not null).Select(n => NodePicture.Of(fleet, n, failed, now))],
            [.. fleet.Nodes.Where(static n => n is { Report: null, HasGpus: true }).Select(n => new UnheardNode(n.Name, fleet.Domains[n.Domain].Domain.Name))]);
    }
}
