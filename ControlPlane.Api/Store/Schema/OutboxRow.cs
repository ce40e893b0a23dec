namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>One event that the broker has not confirmed.</summary>
internal sealed class OutboxRow
{
    /// <summary>Given by the database: the order of storing.</summary>
    public long Sequence { get; init; }

    /// <summary>The event's id; its time is when the event was made.</summary>
    public long Id { get; init; }

    public required string Kind { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required byte[] Body { get; init; }
}
