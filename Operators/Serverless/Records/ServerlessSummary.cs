using Headroom.Operators.Decisions;

namespace Headroom.Operators.Serverless.Records;

/// <summary>One service as it is now.</summary>
public sealed record ServerlessSummary
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required string Uid { get; init; }

    public required string Url { get; init; }

    /// <summary>Who decides how long the last replica stays, as the spec says.</summary>
    public required string Policy { get; init; }

    /// <summary>As the spec says.</summary>
    public required string KeepAlive { get; init; }

    public required int Min { get; init; }

    public required int Max { get; init; }

    public required int Replicas { get; init; }

    public required int Ready { get; init; }

    /// <summary>Requests held by all activators; null while any of them is silent.</summary>
    public int? Queued { get; init; }

    /// <summary>Requests that replicas have; null likewise.</summary>
    public int? InFlight { get; init; }

    public required long ColdStarts { get; init; }

    /// <summary>Why it has this many replicas; null before the first decision.</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }

    public required bool IsPaused { get; init; }

    public required IReadOnlyList<ConditionRecord> Conditions { get; init; }
}
