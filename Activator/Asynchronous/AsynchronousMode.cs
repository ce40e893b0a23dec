namespace Headroom.Activator.Asynchronous;

/// <summary>Whether a service's requests may be answered 202 and delivered later.</summary>
internal enum AsynchronousMode
{
    /// <summary>All are forwarded as they come.</summary>
    Never,

    /// <summary>Those that say <c>Prefer: respond-async</c> (RFC 7240).</summary>
    Preferred,

    /// <summary>All but upgrades.</summary>
    Always,
}
