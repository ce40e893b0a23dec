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

/// <summary>Fits forecast pools on a background worker, so that a decision never waits for a fit.</summary>
/// <remarks>
/// Networks have a worker of their own, so that no other fit waits for their seconds; an autoscaler that asks for one decides
/// with the full set until it is trained.
/// </remarks>
internal sealed partial class PoolTrainer : BackgroundService
{
    // The first reads and fits of a fleet leave a heap that is a third garbage, and nothing that follows would fill it.
    private const int FitsWorthCollecting = 256;

    private readonly Channel<AutoscalerMemory> _queue = Channel.CreateUnbounded<AutoscalerMemory>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Channel<AutoscalerMemory> _networks = Channel.CreateUnbounded<AutoscalerMemory>(new UnboundedChannelOptions { SingleReader = true });

    private static readonly Meter Meter = new("Headroom.Operators.Forecasting");

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
        (WantsNetwork(memory) && memory.Pool is not null ? _networks : _queue).Writer.TryWrite(memory);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(WorkAsync(_queue, isNetworks: false, stoppingToken), WorkAsync(_networks, isNetworks: true, stoppingToken));

    private async Task WorkAsync(Channel<AutoscalerMemory> queue, bool isNetworks, CancellationToken ct)
    {
        // One worker, one set of copies: a fresh 80 kB array per fit would go straight to the large object heap.
        var scratch = new List<IndicatorHistory>();
        await foreach (var memory in queue.Reader.ReadAllAsync(ct))
        {
            try
            {
                await FitAsync(memory, isNetworks, scratch, ct);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                FitFailed(error, memory.Uid);
            }

            if (!isNetworks && WantsNetwork(memory) && memory.Pool is not null)
            {
                _networks.Writer.TryWrite(memory);
                continue;
            }

            memory.IsFitting = false;
            var fits = Interlocked.Increment(ref _fitsSinceCollection);
            if (Interlocked.Decrement(ref _pending) == 0 && fits >= FitsWorthCollecting)
            {
                GiveBackMemory();
            }
        }
    }

    private async Task FitAsync(AutoscalerMemory memory, bool isNetwork, List<IndicatorHistory> scratch, CancellationToken ct)
    {
        var (settings, fittedAt) = (memory.Settings, memory.FittedAt);
        var members = _budget?.For(memory) ?? MemberSet.Cheap;
        members = members == MemberSet.Harmony && !isNetwork ? MemberSet.Full : members;
        // Its own thread's time: a fit takes tens of milliseconds, a network's seconds, which a shutdown does not wait for.
        if (await Task.Run(() => Fit(memory, settings, members, scratch), ct).WaitAsync(ct) is not { } pool)
        {
            return;
        }

        // Null once a changed spec has made the fit pointless.
        if (fittedAt is { } at)
        {
            _models?.Offer(memory.Uid, settings, at, pool);
        }

        // A spec that changed meanwhile may ask for another horizon: that pool would not fit it.
        memory.Swap(pool, settings);
    }

    private static bool WantsNetwork(AutoscalerMemory memory) => memory.Settings.Members == Settings.MemberChoice.Harmony;

    // Compacts and returns pages to the system: a pause of some hundred milliseconds, once after many fits.
    private void GiveBackMemory()
    {
        _fitsSinceCollection = 0;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private static ForecastPool? Fit(AutoscalerMemory memory, Settings.AutoscalerSettings settings, MemberSet members, List<IndicatorHistory> scratch)
    {
        var day = (int)Math.Round(TimeSpan.FromDays(1) / settings.Step);
        int[] seasons = [.. new[] { day, 7 * day }.Where(s => s >= 2)];
        memory.CopyTo(scratch);
        return PoolFitter.TryFit(scratch, new ForecastSettings(settings.Horizon, seasons, Members: members));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The forecast of {Uid} could not be fitted; the one before it stays")]
    private partial void FitFailed(Exception error, string uid);
}
