using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Buffers;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>One open stream: what was missed, then what happens, and a heartbeat when nothing does.</summary>
internal sealed class EventStream(
    LiveHub hub, LiveReplay replay, CachedReviews reviews, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(15);

    public async Task RunAsync(HttpContext http, EventStreamRequest request, LiveSubscription subscription, CancellationToken ct)
    {
        // A stream would otherwise hold the shutdown until its timeout.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        try
        {
            await EventStreamWriter.WriteOpeningAsync(http.Response, ending.Token);
            var replayed = await ReplayAsync(http.Response, request, ending.Token);
            await http.Response.Body.FlushAsync(ending.Token);
            await FollowAsync(http.Response, request, subscription, replayed, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client went away, or this process is stopping: both end a stream.
        }
        finally
        {
            hub.Unsubscribe(subscription);
        }
    }

    /// <returns>Ids that were written, and the one that the client has.</returns>
    private async Task<HashSet<long>> ReplayAsync(HttpResponse response, EventStreamRequest request, CancellationToken ct)
    {
        if (request.LastEventId is not { } last)
        {
            return [];
        }

        HashSet<long> written = [last];

        var (events, isComplete) = await replay.AfterAsync(last, request.Namespace, request.Name, ct);
        if (!isComplete)
        {
            await EventStreamWriter.WriteGapAsync(response, ct);
        }

        foreach (var live in events)
        {
            if (written.Add(live.Id))
            {
                await EventStreamWriter.WriteAsync(response, live, ct);
            }
        }

        return written;
    }

    // The subscription began before the replay was read, so nothing falls between; ids already replayed are skipped, and no others:
    // what a killed leader had decided may come from the outbox after newer events of the next one.
    private async Task FollowAsync(
        HttpResponse response, EventStreamRequest request, LiveSubscription subscription, HashSet<long> replayed, CancellationToken ct)
    {
        var events = new ReaderWait<LiveEvent>(subscription.Events, time);
        while (true)
        {
            var state = await events.WaitAsync(HeartbeatPeriod, ct);
            // Cached, so this costs a lookup.
            if (state == ReaderState.Closed || !await reviews.IsStillAllowedAsync(request.Caller, request.Question, ct))
            {
                return;
            }

            if (state == ReaderState.Idle)
            {
                await EventStreamWriter.WriteHeartbeatAsync(response, ct);
            }

            while (subscription.Events.TryRead(out var live))
            {
                if (!replayed.Contains(live.Id))
                {
                    await EventStreamWriter.WriteAsync(response, live, ct);
                }
            }

            await response.Body.FlushAsync(ct);
        }
    }
}
