namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>What one pod's share of a node's GPUs drew in one hour; an empty pod is what they drew without one.</summary>
internal sealed class EnergyRow
{
    public DateTimeOffset Hour { get; init; }

    public long Millijoules { get; init; }

    public required string Node { get; init; }

    public required string Namespace { get; init; }

    public required string Pod { get; init; }
}
