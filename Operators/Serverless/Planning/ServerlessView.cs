using Headroom.Kubernetes;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.SpecReading;

namespace Headroom.Operators.Serverless.Planning;

/// <summary>Everything one decision is made from.</summary>
internal sealed record ServerlessView
{
    public required ServerlessService Object { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Null where the spec cannot be used.</summary>
    public ServerlessSettings? Settings { get; init; }

    public IReadOnlyList<SpecError> Errors { get; init; } = [];

    /// <summary>An older service with the same host and path.</summary>
    public ObjectKey? ClaimedBy { get; init; }

    /// <summary>Replicas that the Deployment asks for; null while there is none.</summary>
    public int? Current { get; init; }

    public int Ready { get; init; }

    /// <summary>A Deployment of this name belongs to somebody else.</summary>
    public bool IsNameTaken { get; init; }

    /// <summary>False while any activator has not been heard: then nothing is taken away.</summary>
    public bool IsDemandKnown { get; init; }

    /// <summary>Most replicas that the demand of the window needed.</summary>
    public int Needed { get; init; }

    /// <summary>Whether the keep-alive policy lets the last replica stay although nobody asks.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether it wants one started since a request is expected.</summary>
    public bool IsExpected { get; init; }

    /// <summary>Until the policy may think otherwise.</summary>
    public TimeSpan KeptFor { get; init; }

    /// <summary>The policy's grounds, as a sentence.</summary>
    public string KeptBecause { get; init; } = "nobody asks";

    /// <summary>An activator holds requests and has asked for a replica.</summary>
    public bool IsWanted { get; init; }

    public bool IsPaused { get; init; }

    public bool IsFrozen { get; init; }

    public long ColdStarts { get; init; }
}
