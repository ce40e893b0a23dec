using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Snapshots;

/// <summary>Writes the snapshot some seconds after a change, and once more when the cluster stops.</summary>
internal sealed partial class SnapshotWriter(
    SnapshotStore store, VersionCounter versions, string path, TimeProvider time, ILogger<SnapshotWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private long _written;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Write();
            }
        }
        catch (OperationCanceledException)
        {
            // The cluster stops; StopAsync writes the last state.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    private void Write()
    {
        var version = versions.Current;
        if (version == _written)
        {
            return;
        }

        try
        {
            store.Save(path);
            _written = version;
        }
        catch (IOException e)
        {
            LogFailure(path, e);
        }
        catch (UnauthorizedAccessException e)
        {
            LogFailure(path, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "the snapshot {Path} could not be written; the cluster runs on without it")]
    private partial void LogFailure(string path, Exception e);
}
