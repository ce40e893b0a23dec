namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>What one autoscaler has learned, replaced every few minutes; about 2 kB for a week's budget of minutes.</summary>
internal sealed class LearnedRow
{
    public required string Uid { get; init; }

    public DateTimeOffset Saved { get; init; }

    /// <summary>jsonb, versioned inside.</summary>
    public required string State { get; init; }
}
