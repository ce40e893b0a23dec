using Headroom.Kubernetes;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Records;
using Headroom.Operators.Power.Running;
using Headroom.Operators.Power.Settings;

namespace Headroom.Operators.Power;

/// <summary>Answers the API: from the last decision where this replica leads, else from what the leader wrote.</summary>
internal sealed class PowerQueries(PowerInformers informers, PowerBoard board, KubernetesClient client) : IPowerQueries
{
    public IReadOnlyList<PowerDomainSummary> Domains()
    {
        var posting = board.Last;
        var live = (posting?.Picture.Domains ?? []).ToDictionary(static d => d.Name, StringComparer.Ordinal);
        return [.. DomainOrder.Of(informers.Domains.Items).Select(d => Summarize(d.Item, d.Depth, live.GetValueOrDefault(d.Item.Metadata.Name ?? ""), posting?.At))];
    }

    public async Task<IReadOnlyList<PowerNodeSummary>> NodesAsync(string domain, CancellationToken ct)
    {
        var below = DomainOrder.Below(informers.Domains.Items, domain);
        var nodes = board.Last is { } posting ? Known(posting.Picture) : await WrittenAsync(ct);
        return [.. nodes.Where(n => below.Contains(n.Domain)).OrderBy(static n => n.Name, StringComparer.Ordinal)];
    }

    private static PowerDomainSummary Summarize(PowerDomain item, int depth, DomainPicture? live, DateTimeOffset? decidedAt)
    {
        var settings = live?.Settings ?? PowerSettingsParser.Parse(item.Spec).Settings;
        return new PowerDomainSummary
        {
            Name = item.Metadata.Name ?? "",
            Parent = string.IsNullOrEmpty(item.Spec.Parent) ? null : item.Spec.Parent,
            Depth = depth,
            Mode = item.Spec.Mode == "Apply" ? ActingMode.Apply : ActingMode.Recommend,
            Policy = item.Spec.Policy,
            BudgetWatts = settings is null ? null : (long)Math.Round(settings.Budget.ToWatts()),
            Status = live?.Status ?? item.Status ?? new PowerDomainStatus(),
            Conditions = [.. (item.Status?.Conditions ?? []).Select(static c => new ConditionRecord(c.Type, c.Status, c.Reason ?? "", c.Message ?? "", c.LastTransitionTime ?? default))],
            DecidedAt = live is null ? null : decidedAt,
        };
    }

    private static IEnumerable<PowerNodeSummary> Known(PowerPicture picture) =>
        picture.Nodes.Select(static n => new PowerNodeSummary
        {
            Name = n.Name,
            Domain = n.Status.Domain ?? "",
            Status = n.Status,
            Lease = n.Lease is null ? LeaseHealth.NotGranted : n.IsExpired ? LeaseHealth.Expired : LeaseHealth.Held,
            HeardAgo = n.HeardAgo,
            IsConfirmed = n.IsConfirmed,
        })
        .Concat(picture.Unheard.Select(static n => new PowerNodeSummary
        {
            Name = n.Name,
            Domain = n.Domain,
            Status = new NodePowerStatus { Domain = n.Domain },
            Lease = LeaseHealth.NeverReported,
            IsConfirmed = false,
        }));

    // Somebody looks at a replica that does not lead: seldom enough to ask the API server for it.
    private async Task<IEnumerable<PowerNodeSummary>> WrittenAsync(CancellationToken ct) =>
        (await client.ListAsync(NodePower.Type, null, new ListOptions(), ct)).Items.Select(static n => new PowerNodeSummary
        {
            Name = n.Metadata.Name ?? "",
            Domain = n.Status?.Domain ?? "",
            Status = n.Status ?? new NodePowerStatus(),
            Lease = LeaseHealth.Unknown,
            IsConfirmed = n.Status?.Conditions?.Any(static c => c is { Type: "Confirmed", IsTrue: true }) == true,
        });
}
