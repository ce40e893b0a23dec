using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Decisions;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.Serverless.KeepAlive;
using Headroom.Operators.Serverless.Planning;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Serverless.Running;

/// <summary>Carries what was learned of the services' gaps from one leader to the next, through the store.</summary>
/// <remarks>A kill loses at most <see cref="SaveEvery"/> of it; without a store it is learned anew.</remarks>
internal sealed partial class ServerlessLearning(
    ILearnedStates store, Informer<ServerlessService> services, ServerlessObserver observer, Keepers keepers, LeaderElector elector,
    TimeProvider wall, ILogger<ServerlessLearning> logger) : IDisposable
{
    public static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(1);

    private const int BatchSize = 256;
    private static readonly TimeSpan FinishLimit = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, int> _saved = [];
    private int? _term;

    /// <summary>Before the first decision of every term: what this process remembers of an earlier one is older than what is stored.</summary>
    public async Task RestoreAsync(CancellationToken ct)
    {
        if (elector.Current is not { } token || _term == token.Transitions)
        {
            return;
        }

        await _gate.WaitAsync(ct);
        try
        {
            if (_term != token.Transitions)
            {
                await RestoreAllAsync(ct);
                _term = token.Transitions;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Saves what is new until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(SaveEvery, wall);
        while (await timer.WaitForNextTickAsync(ct))
        {
            await SaveAsync(ct);
        }
    }

    /// <summary>After the controller has stopped, while the lease is still held.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(FinishLimit, wall);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await SaveAsync(both.Token);
        }
        catch (OperationCanceledException)
        {
            LogNotSaved("the store does not answer");
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task RestoreAllAsync(CancellationToken ct)
    {
        var restored = new List<(ServerlessSettings Settings, string Uid, Kubernetes.ObjectKey Key, GapHistory History)>();
        foreach (var service in services.Items)
        {
            if (ServerlessSettings.Read(service.Spec, out _) is { } settings && service.Metadata.Uid is { } uid && await store.ReadAsync(uid, ct) is { } saved)
            {
                if (GapHistory.TryParse(saved) is { } history)
                {
                    restored.Add((settings, uid, service.Key, history));
                }
                else
                {
                    LogUnreadable(service.Key);
                }
            }
        }

        keepers.Restore(restored);
        observer.Begin(restored.ToDictionary(static r => r.Uid, static r => r.History));
        _saved.Clear();
    }

    private async Task SaveAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (!elector.IsLeader || _term is null)
            {
                return;
            }

            var changed = observer.Memories.Select(static m => (m.Uid, m.History, m.History.Version)).Where(m => _saved.GetValueOrDefault(m.Uid) != m.Version).ToList();
            foreach (var batch in changed.Chunk(BatchSize))
            {
                if (await store.WriteAsync([.. batch.Select(static m => (m.Uid, m.History.ToUtf8()))], ct))
                {
                    foreach (var (uid, _, version) in batch)
                    {
                        _saved[uid] = version;
                    }
                }
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogNotSaved(error.Message);
        }
        finally
        {
            _gate.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was learned of {Service} is of another version or damaged: it is learned anew")]
    private partial void LogUnreadable(Kubernetes.ObjectKey service);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was learned of the services' gaps could not be saved: {Error}")]
    private partial void LogNotSaved(string error);
}
