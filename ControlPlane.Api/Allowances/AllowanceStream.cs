using System.Text;
using System.Text.Json;
using Headroom.Contracts.Allowances;
using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Buffers;
using Headroom.ControlPlane.Api.Live;
using Headroom.Operators.Power.Allowances;

namespace Headroom.ControlPlane.Api.Allowances;

/// <summary>One record at once for each change, and one a second without any, while this replica leads.</summary>
internal sealed class AllowanceStream(IPowerAllowances allowances, CachedReviews reviews, IHostApplicationLifetime lifetime, TimeProvider time)
{
    public const int MaxStreams = 256;

    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(1);

    // Two clocks drift by 60 ms in it at 100 parts in a million: records are dated by the time since the request.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly byte[] Head = Encoding.ASCII.GetBytes($"event: {AllowanceProtocol.EventName}\ndata: ");

    private int _open;

    /// <returns>False, with nothing written, where too many are open.</returns>
    public async Task<bool> TryRunAsync(HttpResponse response, AllowanceRequest request, PowerAllowances first, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _open) > MaxStreams)
        {
            Interlocked.Decrement(ref _open);
            return false;
        }

        // A stream would otherwise hold the shutdown until its timeout.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        var watch = allowances.Watch();
        try
        {
            await EventStreamWriter.WriteOpeningAsync(response, ending.Token);
            await FollowAsync(response, request, first, new ReaderWait<bool>(watch, time), () => watch.TryRead(out _), ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The gateway went away, or this process is stopping: both end a stream.
        }
        finally
        {
            allowances.Unwatch(watch);
            Interlocked.Decrement(ref _open);
        }

        return true;
    }

    private async Task FollowAsync(
        HttpResponse response, AllowanceRequest request, PowerAllowances first, ReaderWait<bool> changes, Action take, CancellationToken ct)
    {
        for (var record = first; record is not null; record = allowances.Issue(request.Domain, time.GetElapsedTime(request.Begun)))
        {
            await WriteAsync(response, record, ct);
            if (await changes.WaitAsync(Renewal, ct) == ReaderState.Readable)
            {
                take();
            }

            if (time.GetElapsedTime(request.Begun) > Longest || !await reviews.IsStillAllowedAsync(request.Caller, request.Question, ct))
            {
                return;
            }
        }
    }

    private static async Task WriteAsync(HttpResponse response, PowerAllowances record, CancellationToken ct)
    {
        byte[] frame = [.. Head, .. JsonSerializer.SerializeToUtf8Bytes(record, AllowanceJson.Default.PowerAllowances), (byte)'\n', (byte)'\n'];
        await response.BodyWriter.WriteAsync(frame, ct);
        await response.Body.FlushAsync(ct);
    }
}
