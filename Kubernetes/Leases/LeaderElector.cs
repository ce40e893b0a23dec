using Microsoft.Extensions.Logging;

namespace Headroom.Kubernetes.Leases;

/// <summary>Contends for a lease, renews it while it is held, and gives it back on shutdown.</summary>
/// <remarks>
/// <code>
/// state      what happens                                    next
/// follower   lease free, or unchanged for its duration       try to take it → leader, or follower
/// leader     renewed                                         leader until renewal + deadline
/// leader     refused, unreachable, too slow                  try again until the deadline
/// leader     lease in other hands, or deadline passed        follower
/// leader     cancelled                                       give back, end
/// </code>
/// </remarks>
public sealed partial class LeaderElector : IWriteGuard
{
    private readonly KubernetesClient _client;
    private readonly LeaderElectionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ObjectKey _key;
    private readonly ObservedLease _observed;
    private readonly Lock _lock = new();
    private LeaderToken? _token;
    private TaskCompletionSource<LeaderToken> _next = NewWait();

    /// <param name="time">Wall time, never a replay's.</param>
    public LeaderElector(
        KubernetesClient client, LeaderElectionOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _client = client;
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger<LeaderElector>();
        _key = new ObjectKey(options.Namespace, options.Name);
        _observed = new ObservedLease(time);
    }

    public string Identity => _options.Identity;

    public bool IsLeader => Current is not null;

    /// <summary>The running term, or null while another process leads.</summary>
    public LeaderToken? Current
    {
        get
        {
            lock (_lock)
            {
                return _token is { IsHeld: true } ? _token : null;
            }
        }
    }

    /// <summary>Who held the lease when it was last read; null when nobody did.</summary>
    public string? ObservedHolder => _observed.Lease?.Spec?.HolderIdentity is { Length: > 0 } holder ? holder : null;

    /// <summary>Waits for this process to lead.</summary>
    public async Task<LeaderToken> WaitForLeadershipAsync(CancellationToken ct)
    {
        while (true)
        {
            Task<LeaderToken> wait;
            lock (_lock)
            {
                wait = _next.Task;
            }

            var token = await wait.WaitAsync(ct);
            if (token.IsHeld)
            {
                return token;
            }

            // Over, but not noticed yet: noticed now, so that the next wait is for the next term.
            EndTerm("the renew deadline passed", token);
        }
    }

    /// <inheritdoc/>
    public void ThrowIfExpired()
    {
        if (Current is null)
        {
            throw new LeadershipLostException($"'{Identity}' does not lead");
        }
    }

    /// <summary>Contends until cancelled, term after term, then gives the lease back.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested)
            {
                await StepAsync(ct);
                await Task.Delay(UntilNextRound(), _time, ct);
            }
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // The way this ends; a request cut short need not say so by a cancellation.
        }
        finally
        {
            await ReleaseAsync();
        }
    }

    private async Task StepAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);

        // Half the deadline: a request that hangs must leave room for another.
        using var timer = _time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), // state is the source passed beside it
            limit,
            _options.RenewDeadline / 2,
            Timeout.InfiniteTimeSpan);
        try
        {
            if (_token is { IsHeld: true } token)
            {
                await RenewAsync(token, limit.Token);
            }
            else
            {
                EndTerm("the renew deadline passed");
                await TryAcquireAsync(limit.Token);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Unreachable, refused or too slow: the next round tries again, and a leader stays one until its deadline.
            LogRoundFailed(_key, e.Message);
        }
    }

    private async Task TryAcquireAsync(CancellationToken ct)
    {
        _observed.See(await _client.FindAsync(Lease.Type, _key, ct));
        if (_observed.IsHeldByOther(Identity))
        {
            return;
        }

        var start = _time.GetTimestamp();
        var now = _time.GetUtcNow();
        var before = _observed.Lease;
        var spec = (before?.Spec ?? new LeaseSpec()) with
        {
            HolderIdentity = Identity,
            LeaseDurationSeconds = _options.LeaseDurationSeconds,
            AcquireTime = now,
            RenewTime = now,
            LeaseTransitions = before is null ? 0 : (before.Spec?.LeaseTransitions ?? 0) + 1,
        };
        try
        {
            _observed.See(before is null
                ? await _client.CreateAsync(Lease.Type, WithSpec(null, spec), ct)
                : await _client.ReplaceAsync(Lease.Type, WithSpec(before, spec), null, ct));
        }
        catch (KubernetesApiException e) when (e.IsConflict || e.IsAlreadyExists)
        {
            return; // another was faster
        }

        BeginTerm(new LeaderToken(Identity, spec.LeaseTransitions ?? 0, start, _options.RenewDeadline, _time));
    }

    private async Task RenewAsync(LeaderToken token, CancellationToken ct)
    {
        var start = _time.GetTimestamp();
        if (_observed.Lease is not { Spec: { } spec } lease)
        {
            _observed.See(await _client.FindAsync(Lease.Type, _key, ct));
            return;
        }

        try
        {
            var renewed = WithSpec(lease, spec with { RenewTime = _time.GetUtcNow() });
            _observed.See(await _client.ReplaceAsync(Lease.Type, renewed, null, ct));
            token.Extend(start, _options.RenewDeadline);
        }
        catch (KubernetesApiException e) when (e.IsConflict || e.IsNotFound)
        {
            // Our own renewal whose answer was lost, a person's edit, or another holder: only the lease can tell.
            _observed.See(await _client.FindAsync(Lease.Type, _key, ct));
            if (_observed.Lease?.Spec is not { } now || now.HolderIdentity != Identity || now.LeaseTransitions != token.Transitions)
            {
                EndTerm($"the lease is held by '{ObservedHolder}'");
            }
        }
    }

    private async Task ReleaseAsync()
    {
        var wasLeader = _token is { IsHeld: true };
        EndTerm("shutting down"); // before the write: nothing may be done as leader once others may take over
        if (!wasLeader || _observed.Lease is not { Spec: { } spec } lease)
        {
            return;
        }

        using var limit = new CancellationTokenSource(_options.RetryPeriod * 2, _time);
        try
        {
            var free = spec with { HolderIdentity = "", LeaseDurationSeconds = 1, RenewTime = _time.GetUtcNow() };
            await _client.ReplaceAsync(Lease.Type, WithSpec(lease, free), null, limit.Token);
        }
        catch (Exception e)
        {
            // It runs out by itself; the handover only takes longer.
            LogRoundFailed(_key, e.Message);
        }
    }

    private Lease WithSpec(Lease? old, LeaseSpec spec) => new()
    {
        Metadata = old?.Metadata ?? new ObjectMeta { Namespace = _key.Namespace, Name = _key.Name },
        Spec = spec,
    };

    private void BeginTerm(LeaderToken token)
    {
        LogAcquired(_key, Identity, token.Transitions);
        lock (_lock)
        {
            _token = token;
            _next.TrySetResult(token);
        }
    }

    /// <param name="only">Leaves any other term alone; null ends whichever runs.</param>
    private void EndTerm(string reason, LeaderToken? only = null)
    {
        LeaderToken? ended;
        lock (_lock)
        {
            ended = _token;
            if (ended is null || (only is not null && only != ended))
            {
                return;
            }

            _token = null;
            _next = NewWait();
        }

        ended.End();
        LogLost(_key, Identity, reason);
    }

    // A follower counts from when it saw the last renewal, and takes the lease when that runs out: it asks three times as
    // often as the leader renews, and once more at that very moment. Both would otherwise add to every handover.
    private TimeSpan UntilNextRound()
    {
        if (_token is not null)
        {
            return Jittered(_options.RetryPeriod);
        }

        var wait = Jittered(_options.RetryPeriod / 3);
        return _observed.LeftToOther(Identity) is { Ticks: > 0 } left && left < wait ? left : wait;
    }

    // Up to a fifth more, so that followers that started together do not ask together.
    private static TimeSpan Jittered(TimeSpan period) => period * (1 + (Random.Shared.NextDouble() / 5));

    private static TaskCompletionSource<LeaderToken> NewWait() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Lease}: '{Identity}' leads, term {Term}")]
    private partial void LogAcquired(ObjectKey lease, string identity, int term);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Lease}: '{Identity}' leads no longer: {Reason}")]
    private partial void LogLost(ObjectKey lease, string identity, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Lease}: a round of the election failed: {Reason}")]
    private partial void LogRoundFailed(ObjectKey lease, string reason);
}
