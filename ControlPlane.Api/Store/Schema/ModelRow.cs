namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>The fitted forecast of one autoscaler, replaced at every fit; about 15 kB.</summary>
internal sealed class ModelRow
{
    public required string Uid { get; init; }

    public DateTimeOffset Saved { get; init; }

    /// <summary>The spec it was fitted for.</summary>
    public required string FittedFor { get; init; }

    /// <summary>Decision clock.</summary>
    public DateTimeOffset FittedAt { get; init; }

    /// <summary>Versioned and checksummed inside.</summary>
    public required byte[] Image { get; init; }
}
