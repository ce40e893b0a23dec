using Headroom.Contracts.Power;
using Headroom.NodeAgent.Pods;
using Headroom.NodeAgent.Reporting;
using Headroom.NodeAgent.Safety;

namespace Headroom.NodeAgent.Hosting;

/// <summary>
/// A round a second, a report after each, and the end of a lease in between. Nothing here waits for the network: the report
/// is under way while rounds go on, and its reply is taken when it comes.
/// </summary>
internal sealed class AgentLoop(NodeWatch watch, PodDirectory pods, ReportClient? reports, TimeProvider time, AgentLog log)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly long _begun = time.GetTimestamp();
    private volatile NodeSnapshot? _snapshot;
    private long _roundAt = time.GetTimestamp();
    private Task<PowerLease?>? _report;
    private TimeSpan _reportSentAt;

    /// <summary>The last round's; null before the first.</summary>
    public NodeSnapshot? Snapshot => _snapshot;

    /// <summary>Since the last round ended. Grows when a call into the driver hangs.</summary>
    public TimeSpan SinceRound => time.GetElapsedTime(Interlocked.Read(ref _roundAt));

    private TimeSpan Now => time.GetElapsedTime(_begun);

    public async Task RunAsync(CancellationToken ct)
    {
        watch.Load(Now);
        try
        {
            var next = Now;
            while (true)
            {
                if (Now >= next)
                {
                    Round(ct);
                    next = next + Period > Now ? next + Period : Now + Period;
                }

                await WaitAsync(next, ct);
                TakeReply();
                if (Now >= watch.Deadline)
                {
                    watch.Handle(Now, new ClampEvent.Ticked());
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The way this ends.
        }
        finally
        {
            watch.Stop(Now);
        }
    }

    private void Round(CancellationToken ct)
    {
        pods.Refresh(ct);
        var snapshot = watch.Look(Now);
        _snapshot = snapshot;
        Interlocked.Exchange(ref _roundAt, time.GetTimestamp());
        log.Changed("limitations", snapshot.Limitations.Count == 0 ? null : string.Join("; ", snapshot.Limitations));
        if (reports is not null && _report is null)
        {
            // Before it is sent: the lease counts from here, so a slow reply only shortens it.
            _reportSentAt = Now;
            _report = reports.SendAsync(snapshot.Report, ct);
        }
    }

    private async Task WaitAsync(TimeSpan next, CancellationToken ct)
    {
        var until = watch.Deadline is { } deadline && deadline < next ? deadline : next;
        var left = until - Now;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pause = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, over.Token);
        await (_report is { IsCompleted: false } report ? Task.WhenAny(pause, report) : pause);
        await over.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    private void TakeReply()
    {
        if (_report is not { IsCompleted: true } report)
        {
            return;
        }

        _report = null;
        if (report is { IsCompletedSuccessfully: true, Result: { } lease })
        {
            watch.Handle(Now, new ClampEvent.LeaseReceived(_reportSentAt, lease));
        }
    }
}
