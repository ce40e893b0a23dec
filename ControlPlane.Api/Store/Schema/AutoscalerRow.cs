namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>One incarnation of an autoscaler. Other tables carry its 4-byte id instead of its names.</summary>
internal sealed class AutoscalerRow
{
    public int Id { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required string Uid { get; init; }
}
