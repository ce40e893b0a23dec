using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Power.Energy;

/// <summary>Moves the ledger to the store once a minute and at shutdown; what cannot be stored is kept and added later.</summary>
internal sealed partial class EnergyKeeper(EnergyLedger ledger, IEnergyStore store, TimeProvider wall, ILogger<EnergyKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FinishLimit = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(FinishLimit, wall);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await FlushAsync(both.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, wall);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await FlushAsync(stoppingToken);
        }
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        var amounts = ledger.Take();
        if (amounts.Count == 0)
        {
            return;
        }

        var isKept = false;
        try
        {
            isKept = await store.AddAsync([.. amounts], ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e);
        }
        finally
        {
            if (!isKept)
            {
                ledger.PutBack(amounts);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Energy could not be stored; it is kept and tried again in a minute")]
    private partial void LogFailed(Exception error);
}
