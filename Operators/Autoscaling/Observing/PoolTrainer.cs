using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Headroom.Forecasting;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Members;
using Headroom.Forecasting.Pooling;
using Headroom.Operators.Autoscaling.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>Fits forecast pools on one background worker, so that a decision never waits for a fit.</summary>
internal sealed partial class PoolTrainer : BackgroundService
{
    // The first reads and fits of a fleet leave a heap that is a third garbage, and nothing that follows would fill it.
    private const int FitsWorthCollecting = 256;

    private readonly Channel<AutoscalerMemory> _queue = Channel.CreateUnbounded<AutoscalerMemory>(new UnboundedChannelOptions { SingleReader = true });

    private static readonly Meter Meter = new("Headroom.Operators.Forecasting");

    // One worker, one set of copies: a fresh 80 kB array per fit would go straight to the large object heap.
    private readonly List<IndicatorHistory> _scratch = [];
    private int _pending;
    private int _fitsSinceCollection;

    /// <summary>Fits waiting or running.</summary>
    public int Pending => _pending;

    private readonly ILogger<PoolTrainer> _logger;
    private readonly ModelKeeper? _models;
    private readonly ModelBudget? _budget;

    /// <param name="logger">Where failed fits are told.</param>
    /// <param name="models">Keeps what was fitted; null keeps nothing.</param>
    /// <param name="budget">Chooses the members; null fits the cheap set.</param>
    public PoolTrainer(ILogger<PoolTrainer> logger, ModelKeeper? models = null, ModelBudget? budget = null)
    {
        (_logger, _models, _budget) = (logger, models, budget);
        Meter.CreateObservableGauge("headroom_forecast_fits_pending", () => _pending, null, "Forecast fits waiting or running");
    }

    /// <summary>Asks for a fit when one is due.</summary>
    public void Offer(AutoscalerMemory memory, DateTimeOffset now)
    {
        var due = RefitRule.Due(memory.Settings.Step, memory.Histories[0].Count, memory.Pool?.HasDrifted ?? false);
        if (memory.IsFitting || (memory.FittedAt is { } fitted && now - fitted < due))
        {
            return;
        }

        memory.IsFitting = true;
        memory.FittedAt = now;
        Interlocked.Increment(ref _pending);
        _queue.Writer.TryWrite(memory);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var memory in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                var (settings, fittedAt) = (memory.Settings, memory.FittedAt);
                // Its own thread's time: a fit takes tens of milliseconds and must not sit on the loop's.
                if (await Task.Run(() => Fit(memory, settings), stoppingToken) is { } pool)
                {
                    // Null once a changed spec has made the fit pointless.
                    if (fittedAt is { } at)
                    {
                        _models?.Offer(memory.Uid, settings, at, pool);
                    }

                    // A spec that changed meanwhile may ask for another horizon: that pool would not fit it.
                    memory.Swap(pool, settings);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                FitFailed(error, memory.Uid);
            }
            finally
            {
                memory.IsFitting = false;
                _fitsSinceCollection++;
                if (Interlocked.Decrement(ref _pending) == 0 && _fitsSinceCollection >= FitsWorthCollecting)
                {
                    GiveBackMemory();
                }
            }
        }
    }

    // Compacts and returns pages to the system: a pause of some hundred milliseconds, once after many fits.
    private void GiveBackMemory()
    {
        _fitsSinceCollection = 0;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private ForecastPool? Fit(AutoscalerMemory memory, Settings.AutoscalerSettings settings)
    {
        var day = (int)Math.Round(TimeSpan.FromDays(1) / settings.Step);
        int[] seasons = [.. new[] { day, 7 * day }.Where(s => s >= 2)];
        memory.CopyTo(_scratch);
        return PoolFitter.TryFit(_scratch, new ForecastSettings(settings.Horizon, seasons, Members: _budget?.For(memory) ?? MemberSet.Cheap));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The forecast of {Uid} could not be fitted; the one before it stays")]
    private partial void FitFailed(Exception error, string uid);
}
