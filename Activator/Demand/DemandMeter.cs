namespace Headroom.Activator.Demand;

/// <summary>Counts one service's requests. Not safe for concurrent callers: the gate's lock guards it.</summary>
internal sealed class DemandMeter(TimeProvider time)
{
    private long _changedAt = time.GetTimestamp();
    private long _lastAt = time.GetTimestamp();
    private double _busySeconds;
    private long _arrived;
    private long _refused;
    private long _coldStarts;
    private int _inFlight;
    private int _queued;
    private int _ready;

    public void Arrived() => _arrived++;

    /// <summary>Answered without a replica, or gone before one was free.</summary>
    public void Refused() => _refused++;

    public void Admitted()
    {
        Turn();
        _inFlight++;
    }

    public void Left()
    {
        Turn();
        _inFlight--;
    }

    public void Queued(int count)
    {
        Turn();
        _queued = count;
    }

    public void Ready(int count)
    {
        if (_ready == 0 && count > 0)
        {
            _coldStarts++;
        }

        _ready = count;
    }

    public Reading Read(int queued)
    {
        Turn();
        var idle = _inFlight + queued > 0 ? 0 : time.GetElapsedTime(_lastAt).TotalSeconds;
        return new Reading(_inFlight, queued, _arrived, _refused, _coldStarts, _ready, _busySeconds, idle);
    }

    // The request-seconds since the last change, at the count there was.
    private void Turn()
    {
        var now = time.GetTimestamp();
        if (_inFlight + _queued > 0)
        {
            _busySeconds += (_inFlight + _queued) * time.GetElapsedTime(_changedAt, now).TotalSeconds;
            _lastAt = now;
        }

        _changedAt = now;
    }

    /// <param name="InFlight">Forwarded and not ended.</param>
    /// <param name="Queued">Held.</param>
    /// <param name="Arrived">Since start.</param>
    /// <param name="Refused">Since start: answered 503 or 504 here, or left while held.</param>
    /// <param name="ColdStarts">Times the first replica became ready.</param>
    /// <param name="Ready">Replicas.</param>
    /// <param name="BusySeconds">Integral of in flight + queued since start: its rate is the mean concurrency.</param>
    /// <param name="IdleSeconds">Since the last request ended; 0 while there are any.</param>
    internal readonly record struct Reading(
        int InFlight, int Queued, long Arrived, long Refused, long ColdStarts, int Ready, double BusySeconds, double IdleSeconds);
}
