using Headroom.ControlPlane.Api.Store.Schema;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>A decision event as the join reads it.</summary>
internal sealed class StoredEvent
{
    public required DecisionRow Decision { get; init; }

    public required AutoscalerRow Autoscaler { get; init; }
}
