using Headroom.Scaling.ColdStart;

namespace Headroom.Simulation.ColdStarts;

/// <summary>Our policy on a trace: decided anew after every request and every few seconds, from the past alone.</summary>
public sealed class SteeredReplay
{
    private readonly IReadOnlyList<TracedRequest> _requests;
    private readonly SteeredKeepAlive _policy;
    private readonly ColdStartTally _tally;
    private readonly PriorityQueue<TracedRequest, double> _running = new();
    private readonly double[] _busyUntil;
    private readonly double[] _perSecond;
    private readonly bool[] _isLoaded;
    private int _services;
    private double _now;

    /// <param name="requests">In order of time.</param>
    /// <param name="policy">Fresh.</param>
    /// <param name="tally">Receives what it cost.</param>
    public SteeredReplay(IReadOnlyList<TracedRequest> requests, SteeredKeepAlive policy, ColdStartTally tally)
    {
        ArgumentNullException.ThrowIfNull(requests);
        (_requests, _policy, _tally) = (requests, policy, tally);
        var services = requests.Max(r => r.Service) + 1;
        (_busyUntil, _perSecond, _isLoaded) = (new double[services], new double[services], new bool[services]);
    }

    /// <param name="step">Seconds between decisions, &gt; 0.</param>
    public void Run(double step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        _now = _requests[0].Time;
        var next = _now + step;
        for (var i = 0; i < _requests.Count;)
        {
            if (_requests[i].Time > next)
            {
                MoveTo(next);
                Decide();
                next += step;
                continue;
            }

            var time = _requests[i].Time;
            MoveTo(time);
            for (; i < _requests.Count && _requests[i].Time <= time; i++)
            {
                Arrive(_requests[i]);
            }

            Decide();
        }
    }

    private void MoveTo(double time)
    {
        while (_running.TryPeek(out var request, out var end) && end <= time)
        {
            _running.Dequeue();
            _policy.Finish(end, request.Client, request.Duration);
        }

        for (var s = 0; s < _services; s++)
        {
            var from = Math.Max(_now, _busyUntil[s]);
            if (time > from)
            {
                _policy.Idle(from - _busyUntil[s], time - from, _isLoaded[s], isRequest: false);
                if (_isLoaded[s])
                {
                    _tally.Waste(from, time - from);
                }
            }
        }

        _now = time;
    }

    private void Arrive(TracedRequest request)
    {
        var service = request.Service;
        var isNew = service == _services;
        var wasIdle = !isNew && request.Time > _busyUntil[service];
        if (wasIdle)
        {
            _policy.Idle(request.Time - _busyUntil[service], 0, _isLoaded[service], isRequest: true);
        }

        _services += isNew ? 1 : 0;
        _tally.Request(request.Time, isNew || (wasIdle && !_isLoaded[service]));
        _policy.Arrive(request.Time, service, request.Client);
        _isLoaded[service] = true;
        _busyUntil[service] = Math.Max(isNew ? 0 : _busyUntil[service], request.Time + request.Duration);
        _running.Enqueue(request, request.Time + request.Duration);
    }

    private void Decide()
    {
        var threshold = _policy.Decide(_now, _perSecond);
        for (var s = 0; s < _services; s++)
        {
            if (_busyUntil[s] > _now)
            {
                continue;
            }

            var keep = _perSecond[s] > threshold;
            if (keep && !_isLoaded[s])
            {
                _tally.Preload();
            }

            _isLoaded[s] = keep;
        }
    }
}
