namespace Headroom.Operators.Serverless.Planning;

/// <summary>Why a service has as many replicas as it has.</summary>
internal enum ReplicaReason
{
    /// <summary>As many as the demand of the window needs.</summary>
    Demand,

    /// <summary>An activator holds requests and no replica is ready.</summary>
    Wanted,

    /// <summary>A replica is starting or loading: it is not taken away before it has served.</summary>
    Loading,

    /// <summary>Nobody asks, and the keep-alive has not passed.</summary>
    KeptAlive,

    /// <summary>Nobody asks yet, but the policy expects a request.</summary>
    Expected,

    /// <summary>Nobody asks, and nothing is expected.</summary>
    Idle,

    /// <summary>An activator was not heard: nothing is taken away.</summary>
    DemandUnknown,

    /// <summary>Paused or frozen: nothing is changed.</summary>
    Paused,
}
