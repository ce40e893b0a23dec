using Headroom.Operators.Autoscaling.Replays;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.WhatIf;

/// <summary>One replay, from asked for to done. One thread writes it, any may read.</summary>
internal sealed class WhatIfRun(AutoscalerKey key, SpecText change, DateTimeOffset startedAt, TimeSpan limit, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _end = new(limit, time);
    private volatile bool _isCancelled;
    private double _progress;
    private string? _error;
    private volatile WhatIfResult? _result;
    private volatile string _state = "Running";

    public string Id { get; } = Guid.NewGuid().ToString("N");

    public AutoscalerKey Key { get; } = key;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public bool IsRunning => _state == "Running";

    /// <summary>Does the work on this thread, and never throws.</summary>
    /// <param name="work">Given a callback for its progress, in [0, 1], that throws to end it.</param>
    /// <returns>What went wrong in a way that nobody expected; null otherwise.</returns>
    public Exception? Do(Func<Action<double>, WhatIfResult> work)
    {
        try
        {
            _result = work(share =>
            {
                Volatile.Write(ref _progress, share);
                _end.Token.ThrowIfCancellationRequested();
            });
            Volatile.Write(ref _progress, 1);
            _state = "Done";
            return null;
        }
        catch (OperationCanceledException)
        {
            _error = _isCancelled ? null : $"It took longer than {limit.TotalSeconds:0} s and was ended.";
            _state = _isCancelled ? "Cancelled" : "Failed";
            return null;
        }
        catch (Exception e)
        {
            // The run is on nobody's stack: it says here that it failed, and its owner logs why.
            _error = "The replay failed; the log names the cause.";
            _state = "Failed";
            return e;
        }
    }

    public void Cancel()
    {
        if (IsRunning)
        {
            _isCancelled = true;
            _end.Cancel();
        }
    }

    public WhatIfItem ToItem() => new(Id, Key.Namespace, Key.Name, _state, Math.Round(Volatile.Read(ref _progress), 3), change, _error, _result);

    public void Dispose() => _end.Dispose();
}
