using Headroom.Kubernetes;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.Serverless.Demand;
using Headroom.Operators.Serverless.Records;
using Headroom.Operators.Serverless.Running;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Serverless.ColdStarts;

/// <summary>Closes each start once its first response was seen, or nobody asked it for a while; the leader records it.</summary>
internal sealed partial class ColdStartRecorder(
    ColdStartWatcher watcher, Informer<ServerlessService> services, DemandReader demand, ServerlessObserver observer, KubernetesClient client,
    LeaderElector elector, IServerlessJournal journal, TimeProvider wall, ILogger<ColdStartRecorder> logger)
{
    // Demand is read as often.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // A replica that was started ahead may wait for its first request; the start is over all the same.
    private static readonly TimeSpan FirstByteLimit = TimeSpan.FromSeconds(30);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Period, wall);
        while (await timer.WaitForNextTickAsync(ct))
        {
            foreach (var start in watcher.Ready.ToList())
            {
                var heard = demand.Picture.FindStart(start.Service, start.Address ?? "");
                if (heard?.FirstByteAt is not null || wall.GetUtcNow() - start.Ready > FirstByteLimit)
                {
                    watcher.Close(start);
                    await RecordAsync(start, heard, ct);
                }
            }
        }
    }

    private async Task RecordAsync(StartingPod start, SeenStart? heard, CancellationToken ct)
    {
        if (!elector.IsLeader || services.Find(start.Service) is not { } service)
        {
            return;
        }

        var memory = observer.Memory(service);
        var made = ColdStartTimeline.Of(start, heard, await PullAsync(start, ct), service.Metadata.Uid ?? "", memory.CauseOf(start.Created));
        memory.ReportStart(TimeSpan.FromSeconds(made.TotalSeconds - made.DecisionSeconds - (made.FirstByteSeconds ?? 0)));
        journal.Append(made);
        ColdStartMetrics.Record(made);
    }

    private async Task<TimeSpan?> PullAsync(StartingPod start, CancellationToken ct)
    {
        try
        {
            return await PullTime.ReadAsync(client, start.Service.Namespace, start.Uid, ct);
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            // Without it the pull is part of the container's start.
            LogUnread(start.Pod, error.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events of pod {Pod} could not be read: {Error}")]
    private partial void LogUnread(string pod, string error);
}
