namespace Headroom.ControlPlane.Api.Live;

/// <summary>The text/event-stream format.</summary>
internal static class EventStreamWriter
{
    public static Task WriteOpeningAsync(HttpResponse response, CancellationToken ct)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-store";

        // nginx buffers responses unless told not to.
        response.Headers["X-Accel-Buffering"] = "no";
        return response.WriteAsync("retry: 3000\n\n", ct);
    }

    public static async Task WriteAsync(HttpResponse response, LiveEvent live, CancellationToken ct) =>
        await response.BodyWriter.WriteAsync(live.Frame, ct);

    /// <summary>Some events after the client's last id are gone: it must reload what it shows.</summary>
    public static Task WriteGapAsync(HttpResponse response, CancellationToken ct) =>
        response.WriteAsync("event: gap\ndata: {}\n\n", ct);

    public static Task WriteHeartbeatAsync(HttpResponse response, CancellationToken ct) =>
        response.WriteAsync(": heartbeat\n\n", ct);
}
