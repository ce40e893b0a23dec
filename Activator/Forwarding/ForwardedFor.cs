using System.Net;
using Microsoft.AspNetCore.Connections.Features;

namespace Headroom.Activator.Forwarding;

/// <summary>The client's address as text, made once for each of its connections.</summary>
internal static class ForwardedFor
{
    private static readonly object Key = new();

    public static string Client(HttpContext context)
    {
        var items = context.Features.Get<IConnectionItemsFeature>()?.Items;
        if (items is not null && items.TryGetValue(Key, out var known) && known is string text)
        {
            return text;
        }

        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        text = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        if (items is not null)
        {
            items[Key] = text;
        }

        return text;
    }

    /// <summary>The client behind whatever is in front of us.</summary>
    public static string Chain(HttpContext context)
    {
        var before = context.Request.Headers["X-Forwarded-For"];
        return before.Count == 0 ? Client(context) : $"{before}, {Client(context)}";
    }
}
