using System.Threading.Channels;
using Headroom.Forecasting.Images;
using Headroom.Forecasting.Pooling;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Decisions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>Saves every fitted forecast and gives it back after a restart, so that the first decisions need not wait for a fit.</summary>
/// <remarks>
/// A model is trusted only where it is whole, of this version, fitted for this very spec and less than a day old; otherwise
/// it is fitted as if there were none. Its age counts on: a refit is due when it would have been.
/// </remarks>
internal sealed partial class ModelKeeper(IForecastModels store, TimeProvider wall, ILogger<ModelKeeper> logger) : BackgroundService
{
    private const int BatchSize = 64;
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    // Beyond this the store is too slow for what it is given: the oldest go, newer fits follow.
    private readonly Channel<StoredModel> _queue = Channel.CreateBounded<StoredModel>(
        new BoundedChannelOptions(1_024) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Once in a memory's life, before its first decision.</summary>
    /// <param name="now">Decision clock.</param>
    public async Task RestoreAsync(AutoscalerMemory memory, DateTimeOffset now, CancellationToken ct)
    {
        if (memory.IsModelRestored)
        {
            return;
        }

        if (memory.Pool is null && await store.ReadAsync(memory.Uid, ct) is { } saved)
        {
            // A replayed clock may stand before the fit: then the model has seen what it is to predict.
            var age = now - saved.FittedAt;
            var isUsable = saved.FittedFor == FittedFor(memory.Settings) && age >= TimeSpan.Zero && age < Oldest;
            if (isUsable && PoolImage.TryRead(saved.Image) is { } pool)
            {
                memory.Swap(pool, memory.Settings);
                memory.FittedAt = saved.FittedAt;
            }
            else
            {
                NotTaken(memory.Uid, saved.FittedAt);
            }
        }

        memory.IsModelRestored = true;
    }

    /// <summary>Called by the trainer before the pool is swapped in: nobody writes to it yet.</summary>
    public void Offer(string uid, AutoscalerSettings settings, DateTimeOffset fittedAt, ForecastPool pool)
    {
        if (PoolImage.TryWrite(pool) is { } image)
        {
            _queue.Writer.TryWrite(new StoredModel(uid, FittedFor(settings), fittedAt, image));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Of one autoscaler the last: one statement may touch a row once. They wait while the store is away.
        var unsaved = new Dictionary<string, StoredModel>();
        while (unsaved.Count > 0 || await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            while (unsaved.Count < BatchSize && _queue.Reader.TryRead(out var model))
            {
                unsaved[model.Uid] = model;
            }

            if (await SaveAsync([.. unsaved.Values], stoppingToken))
            {
                unsaved.Clear();
            }
            else
            {
                await Task.Delay(RetryAfter, wall, stoppingToken);
            }
        }
    }

    // A batch that the store refuses is not tried for ever: the next fits follow.
    private async Task<bool> SaveAsync(IReadOnlyList<StoredModel> models, CancellationToken ct)
    {
        try
        {
            return await store.WriteAsync(models, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            NotSaved(error);
            return true;
        }
    }

    private static string FittedFor(AutoscalerSettings settings) =>
        $"{settings.Step} × {settings.History}, {settings.Horizon} ahead, {settings.Members}: {string.Join("; ", settings.Indicators)}";

    [LoggerMessage(Level = LogLevel.Information, Message = "The forecast of {Uid} saved at {FittedAt} is damaged, outdated or for another spec: it is fitted anew")]
    private partial void NotTaken(string uid, DateTimeOffset fittedAt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Fitted forecasts could not be saved; the next fits are tried again")]
    private partial void NotSaved(Exception error);
}
