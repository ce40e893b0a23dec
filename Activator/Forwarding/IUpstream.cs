using Headroom.Activator.Holding;

namespace Headroom.Activator.Forwarding;

/// <summary>Forwards a request to one replica and relays what it answers.</summary>
internal interface IUpstream
{
    /// <param name="left">Until the response must have begun.</param>
    Task<ForwardOutcome> ForwardAsync(HttpContext context, Replica replica, TimeSpan left);
}
