using Headroom.Activator.Routing;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>Closes connections to replicas that nobody has used for long.</summary>
internal sealed class PoolTrimmer(RouteBook book, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var replica in book.Gates.SelectMany(g => g.Replicas))
                {
                    replica.Connections.Trim(time);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The way this ends.
        }
    }
}
