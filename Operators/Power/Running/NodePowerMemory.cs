using Headroom.Kubernetes;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Fleet;

namespace Headroom.Operators.Power.Running;

/// <summary>
/// What earlier leaders knew of the nodes, from their NodePower objects: an agent that was dead before this leader came
/// reports to nobody, and its cards may draw their most all the same.
/// </summary>
internal sealed class NodePowerMemory(KubernetesClient client)
{
    /// <returns>By node, of those whose GPUs were seen.</returns>
    public async Task<IReadOnlyDictionary<string, ServerKind>> ReadAsync(CancellationToken ct)
    {
        var kinds = new Dictionary<string, ServerKind>(StringComparer.Ordinal);
        foreach (var node in (await client.ListAsync(NodePower.Type, null, new ListOptions(), ct)).Items)
        {
            if (ServerKind.Of(node.Status) is { } kind)
            {
                kinds[node.Metadata.Name ?? ""] = kind;
            }
        }

        return kinds;
    }
}
