using Headroom.ControlPlane.Api.Store;
using Quartz;

namespace Headroom.ControlPlane.Api.Jobs;

/// <summary>
/// Runs the jobs: in a clustered, persistent scheduler once there is a database, so that replicas share them; in memory
/// until then. A persistent scheduler that loses its database keeps trying by itself.
/// </summary>
internal sealed partial class JobRunner(
    StoreDatabase database, StoreState state, RetentionPolicy policy, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    private static readonly TimeSpan FirstConnection = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = loggers.CreateLogger<JobRunner>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAny(WaitForStoreAsync(stoppingToken), Task.Delay(FirstConnection, time, stoppingToken));
        while (!stoppingToken.IsCancellationRequested)
        {
            bool isPersistent = state.IsAvailable;
            IScheduler? scheduler = null;
            try
            {
                scheduler = await StartAsync(isPersistent, stoppingToken);
                LogStarted(_logger, isPersistent ? "PostgreSQL" : "memory");
                await (isPersistent ? Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken) : WaitForStoreAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database went away while the scheduler's tables were made: begin again.
                LogFailed(_logger, e);
                await Task.Delay(FirstConnection, time, stoppingToken);
            }
            finally
            {
                if (scheduler is not null)
                {
                    await scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None);
                }
            }
        }
    }

    private async Task WaitForStoreAsync(CancellationToken ct)
    {
        while (true)
        {
            var changed = state.Changed;
            if (state.IsAvailable)
            {
                return;
            }

            await changed.WaitAsync(ct);
        }
    }

    private async Task<IScheduler> StartAsync(bool isPersistent, CancellationToken ct)
    {
        var scheduler = await QuartzSchedulerBuilder.Create(q => Configure(q, isPersistent)).BuildScheduler(ct);
        await scheduler.Start(ct);
        return scheduler;
    }

    private void Configure(IQuartzBuilder q, bool isPersistent)
    {
        q.Services.AddSingleton(policy);
        q.Services.AddSingleton(loggers);
        q.UseTimeProvider(time);
        q.UseDefaultThreadPool(2);

        // Each replica declares the same triggers when it starts; theirs go on from when they last fired, wherever.
        q.ConfigureOptions<QuartzOptions>(static o => o.Scheduling.ScheduleTriggerRelativeToReplacedTrigger = true);
        if (isPersistent && database.ConnectionString is { } connection)
        {
            q.UsePersistentStore(store =>
            {
                store.UsePostgres(connection);
                store.UseClustering(static _ => { });
                store.ProvisionSchema();
            });
        }

        q.ScheduleJob<PartitionJob>(static t => t.WithIdentity("partitions").StartNow().WithSimpleSchedule(TimeSpan.FromHours(6)));
        q.ScheduleJob<RetentionJob>(static t => t.WithIdentity("retention").StartNow().WithSimpleSchedule(TimeSpan.FromHours(6)));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Jobs run, scheduled in {Place}")]
    private static partial void LogStarted(ILogger logger, string place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The job scheduler could not run")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
