namespace Headroom.Activator.Forwarding;

/// <summary>How forwarding ended.</summary>
internal enum ForwardOutcome
{
    /// <summary>The response has been relayed, or the client was told why not.</summary>
    Ended,

    /// <summary>No connection came about and nothing was sent: another replica may have the request.</summary>
    Unreached,

    /// <summary>The connection broke before anything was answered, and the request is one that may be sent twice.</summary>
    Broken,
}
