using Headroom.LocalCluster.Kinds;

namespace Headroom.LocalCluster.Storage;

/// <summary>Lets go of the parsed trees of objects that are at rest: a tree weighs several times its bytes.</summary>
/// <remarks>A tree that is needed again is parsed again, so that an object costs one parse a period at most.</remarks>
internal sealed class TreeSweeper(KindRegistry kinds, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var item in kinds.All.SelectMany(k => k.Store.List(null).Items))
                {
                    item.Shrink();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The cluster stops.
        }
    }
}
