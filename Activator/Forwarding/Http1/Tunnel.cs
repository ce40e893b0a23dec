using Microsoft.AspNetCore.Http.Features;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>Relays bytes both ways once both sides have left HTTP, as WebSockets do.</summary>
internal static class Tunnel
{
    // After one side has said that it sends no more, the other may still finish.
    private static readonly TimeSpan HalfOpen = TimeSpan.FromSeconds(10);

    /// <returns>The protocol to change to; null for a request that asks for none.</returns>
    public static string? Wanted(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            return connect.Protocol;
        }

        return context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } && context.Request.Headers.Upgrade is [{ Length: > 0 } upgrade]
            ? upgrade
            : null;
    }

    public static async Task RunAsync(Http1Connection replica, HttpContext context, TimeProvider time)
    {
        await using (var client = await AcceptAsync(context))
        {
            var up = UpAsync(client, replica);
            var down = DownAsync(replica, client);
            if (await Task.WhenAny(up, down) == up)
            {
                await Task.WhenAny(down, Task.Delay(HalfOpen, time));
            }

            replica.End(EndCause.None);
            await Task.WhenAny(Task.WhenAll(up, down), Task.Delay(HalfOpen, time));
        }
    }

    private static async Task<Stream> AcceptAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true } connect)
        {
            return await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        }

        // In HTTP/2 the stream itself is the tunnel: 200 opens it, and nothing is upgraded or proven by a key (RFC 8441).
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.Headers.Remove("Upgrade");
        context.Response.Headers.Remove("Sec-WebSocket-Accept");
        return await connect.AcceptAsync();
    }

    private static async Task UpAsync(Stream client, Http1Connection replica)
    {
        var buffer = new byte[8 * 1024];
        try
        {
            while (await client.ReadAsync(buffer) is > 0 and var count)
            {
                await replica.SendAsync(buffer.AsMemory(0, count));
            }

            replica.EndSending();
        }
        catch (Exception error) when (Ended.Is(error))
        {
            // The client broke off: the replica shall see the same.
            replica.End(EndCause.Client);
        }
    }

    private static async Task DownAsync(Http1Connection replica, Stream client)
    {
        try
        {
            if (replica.Buffered.Length > 0)
            {
                var first = replica.Buffered.ToArray();
                replica.Consume(first.Length);
                await client.WriteAsync(first);
                await client.FlushAsync();
            }

            var buffer = new byte[8 * 1024];
            while (await replica.ReceiveAsync(buffer) is > 0 and var count)
            {
                await client.WriteAsync(buffer.AsMemory(0, count));
                await client.FlushAsync();
            }
        }
        catch (Exception error) when (Ended.Is(error))
        {
            // Either side broke off; the other is closed next.
        }
    }
}
