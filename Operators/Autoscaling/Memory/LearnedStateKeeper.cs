using System.Threading.Channels;
using Headroom.Operators.Decisions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>Saves what autoscalers learn every few minutes and at shutdown, and gives it back when they are seen again.</summary>
/// <remarks>
/// A reconcile takes the copy itself, as it alone writes the memory; the database is written elsewhere and never waited
/// for. A kill loses at most <see cref="SaveEvery"/> of learning.
/// </remarks>
internal sealed partial class LearnedStateKeeper(
    ILearnedStates store, AutoscalerRegistry registry, TimeProvider wall, ILogger<LearnedStateKeeper> logger) : BackgroundService
{
    public static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(5);

    private const int BatchSize = 256;
    private static readonly TimeSpan FinishLimit = TimeSpan.FromSeconds(5);

    // Beyond this the store is too slow for what it is given: the oldest copies go, newer ones follow.
    private readonly Channel<(string Uid, byte[] State)> _queue = Channel.CreateBounded<(string, byte[])>(
        new BoundedChannelOptions(4_096) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Once in a memory's life, before its first decision.</summary>
    public async Task RestoreAsync(AutoscalerMemory memory, CancellationToken ct)
    {
        if (memory.IsRestored)
        {
            return;
        }

        if (await store.ReadAsync(memory.Uid, ct) is { } saved)
        {
            var state = LearnedState.TryParse(saved);
            if (state is null)
            {
                Unreadable(memory.Uid);
            }
            else
            {
                memory.Take(state);
            }
        }

        memory.IsRestored = true;
        memory.LearnedSavedAt = wall.GetTimestamp();
    }

    /// <summary>Called by the reconcile after it has learned.</summary>
    public void Offer(AutoscalerMemory memory)
    {
        if (wall.GetElapsedTime(memory.LearnedSavedAt) >= SaveEvery)
        {
            memory.LearnedSavedAt = wall.GetTimestamp();
            _queue.Writer.TryWrite((memory.Uid, memory.Learned().ToUtf8()));
        }
    }

    /// <summary>The controllers have stopped by now: nobody else touches the memories.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(FinishLimit, wall);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            foreach (var batch in registry.All.Where(m => m.IsRestored).Chunk(BatchSize))
            {
                await store.WriteAsync([.. batch.Select(m => (m.Uid, m.Learned().ToUtf8()))], both.Token);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            NotSaved(error);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            // Of one autoscaler the last: one statement may touch a row once.
            var batch = new Dictionary<string, byte[]>();
            while (batch.Count < BatchSize && _queue.Reader.TryRead(out var item))
            {
                batch[item.Uid] = item.State;
            }

            try
            {
                await store.WriteAsync([.. batch.Select(p => (p.Key, p.Value))], stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                NotSaved(error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What autoscaler {Uid} had learned is of another version or damaged: it learns anew")]
    private partial void Unreadable(string uid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the autoscalers learned could not be saved; it is tried again in minutes")]
    private partial void NotSaved(Exception error);
}
