using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Headroom.Contracts.Power;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Json;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Nodes;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Telemetry;
using Headroom.Operators.Power.Tree;
using Headroom.Operators.Text;

namespace Headroom.Operators.Power.Running;

/// <summary>Writes what was decided: statuses on change, node labels, and the taint off a node that is safe.</summary>
internal sealed class PowerWriter(KubernetesClient client, LeaderElector elector, PowerInformers informers, IPowerTelemetry telemetry, TimeProvider wall)
{
    /// <summary>Keeps pods off a node until its safe limits are known to be kept.</summary>
    public const string PendingTaint = "headroom.dev/power-pending";

    /// <summary>Where the node agent runs.</summary>
    public const string ManagedLabel = "headroom.dev/power-managed";

    // A NodePower has no spec that could change.
    private const long Generation = 1;

    private static readonly TimeSpan DomainEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NodeEvery = TimeSpan.FromMinutes(1);

    // An agent that does not report takes no release either.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly KubernetesClient _leader = client.Under(elector);
    private readonly Dictionary<string, DateTimeOffset> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodePowerStatus> _nodes = new(StringComparer.Ordinal);

    public async Task WriteAsync(PowerTree tree, PowerPicture picture, CancellationToken ct)
    {
        var now = wall.GetUtcNow();
        foreach (var (name, errors) in tree.Errors)
        {
            if (informers.Domains.Find(new ObjectKey("", name)) is { } item)
            {
                var conditions = DomainConditions.Of(item, errors, now);
                await WriteDomainAsync(item, new PowerDomainStatus { Conditions = conditions }, now, ct);
            }
        }

        foreach (var domain in picture.Domains)
        {
            if (informers.Domains.Find(new ObjectKey("", domain.Name)) is { } item)
            {
                await WriteDomainAsync(item, domain.Status with { Conditions = DomainConditions.Of(item, domain, now) }, now, ct);
            }
        }

        foreach (var node in picture.Nodes)
        {
            await WriteNodeAsync(node, now, ct);
        }

        await MarkAsync(tree, picture, ct);
    }

    private async Task WriteDomainAsync(PowerDomain item, PowerDomainStatus status, DateTimeOffset now, CancellationToken ct)
    {
        status.ObservedGeneration = item.Metadata.Generation;
        var name = item.Metadata.Name ?? "";
        var isChanged = item.Status?.ObservedGeneration != status.ObservedGeneration || ConditionText.AreChanged(item.Status?.Conditions, status.Conditions!);
        if (!isChanged && _written.TryGetValue(name, out var last) && now - last < DomainEvery)
        {
            return;
        }

        _written[name] = now;
        await PatchAsync(PowerDomain.Type, item.Key, status, PowerStatusJson.Default.PowerStatusPatchPowerDomainStatus, ct);
    }

    private async Task WriteNodeAsync(NodePicture node, DateTimeOffset now, CancellationToken ct)
    {
        _nodes.TryGetValue(node.Name, out var before);
        var confirmed = node.IsConfirmed
            ? (true, "SafeLimitsKept", $"without a lease it draws at most {node.Status.SafeWatts} W")
            : (false, "NotConfirmed", $"it is charged at its nameplate of {node.Status.SafeWatts} W");
        var status = node.Status with { Conditions = [ConditionText.Make(before?.Conditions, Generation, "Confirmed", confirmed, now)] };
        var key = $"node {node.Name}";
        var isChanged = before is null || ConditionText.AreChanged(before.Conditions, status.Conditions) || before.PriorityLevel != status.PriorityLevel;
        if (!isChanged && _written.TryGetValue(key, out var last) && now - last < NodeEvery)
        {
            return;
        }

        (_written[key], _nodes[node.Name]) = (now, status);
        try
        {
            await PatchAsync(NodePower.Type, new ObjectKey("", node.Name), status, PowerStatusJson.Default.PowerStatusPatchNodePowerStatus, ct);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            await _leader.CreateAsync(NodePower.Type, new NodePower { Metadata = new ObjectMeta { Name = node.Name } }, ct);
            await PatchAsync(NodePower.Type, new ObjectKey("", node.Name), status, PowerStatusJson.Default.PowerStatusPatchNodePowerStatus, ct);
        }
    }

    private async Task MarkAsync(PowerTree tree, PowerPicture picture, CancellationToken ct)
    {
        var ready = picture.Nodes.Where(static n => n.MayTakeWork).Select(static n => n.Name).ToHashSet(StringComparer.Ordinal);
        var members = tree.Members.Select(static m => m.Node).ToHashSet(StringComparer.Ordinal);
        foreach (var node in informers.Nodes.Items)
        {
            var name = node.Metadata.Name ?? "";
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = node.Metadata.ResourceVersion } };
            var isMember = members.Contains(name);
            if (isMember != (node.Metadata.Label(ManagedLabel) is not null) && (isMember || HoldsNothing(name)))
            {
                patch["metadata"]!["labels"] = new JsonObject { [ManagedLabel] = isMember ? "true" : null };
            }

            if (ready.Contains(name) && node.Spec?.Taints.Any(static t => t.Key == PendingTaint) == true)
            {
                var rest = node.Spec.Taints.Where(static t => t.Key != PendingTaint);
                patch["spec"] = new JsonObject { ["taints"] = new JsonArray([.. rest.Select(static t => JsonSerializer.SerializeToNode(t, KubernetesJson.Default.Taint))]) };
            }

            if (patch.Count > 1 || patch["metadata"]!.AsObject().Count > 1)
            {
                await _leader.MergePatchAsync(Node.Type, node.Key, patch, null, ct);
            }
        }
    }

    // The agent goes with the label, and would leave its cards limited: first it gives back what it holds.
    private bool HoldsNothing(string node) =>
        telemetry.Find(node) is not { } reading || wall.GetElapsedTime(reading.ReceivedAt) > Silence
            || reading.Report.Gpus.All(static g => g.SafeLimitState == SafeLimitState.None);

    private Task<T> PatchAsync<T, TStatus>(ResourceType<T> type, ObjectKey key, TStatus status, JsonTypeInfo<PowerStatusPatch<TStatus>> json, CancellationToken ct)
        where T : KubernetesObject =>
        _leader.MergePatchAsync(type, key, JsonSerializer.SerializeToUtf8Bytes(new PowerStatusPatch<TStatus>(status), json), "status", ct);
}
