using Headroom.Scaling.ColdStart.Services;

namespace Headroom.Simulation.ColdStarts;

/// <summary>
/// A policy on a trace where loading takes time: one pod a service, which serves all its requests at once. A request that comes
/// while its service loads waits for the rest of the load and counts as cold.
/// </summary>
public sealed class PodReplay
{
    private readonly IReadOnlyList<TracedRequest> _requests;
    private readonly IKeepAlivePolicy _policy;
    private readonly Func<double> _startUp;
    private readonly PodTally _tally;
    private readonly Pod[] _pods;
    private readonly PriorityQueue<(int Service, int Review), (double At, long Sequence)> _events = new();
    private readonly double _end;
    private long _sequence;

    /// <param name="requests">In order of time, not empty.</param>
    /// <param name="policy">Fresh.</param>
    /// <param name="startUp">Draws the seconds that a load takes, &gt; 0.</param>
    /// <param name="tally">Receives what it cost.</param>
    public PodReplay(IReadOnlyList<TracedRequest> requests, IKeepAlivePolicy policy, Func<double> startUp, PodTally tally)
    {
        ArgumentNullException.ThrowIfNull(requests);
        (_requests, _policy, _startUp, _tally) = (requests, policy, startUp, tally);
        _pods = [.. Enumerable.Range(0, requests.Max(static r => r.Service) + 1).Select(static _ => new Pod())];
        _end = requests[^1].Time;
    }

    public void Run(CancellationToken ct)
    {
        foreach (var request in _requests)
        {
            while (_events.TryPeek(out var due, out var at) && at.At <= request.Time)
            {
                _events.Dequeue();
                Happen(due.Service, due.Review, at.At);
            }

            ct.ThrowIfCancellationRequested();
            Arrive(request);
        }

        for (var s = 0; s < _pods.Length; s++)
        {
            Settle(s, _end);
            Unload(_pods[s], _end);
        }
    }

    private void Happen(int service, int review, double time)
    {
        var pod = _pods[service];
        if (review < 0)
        {
            if (--pod.Running > 0)
            {
                return;
            }

            (pod.IdleSince, pod.SettledAt) = (time, time);
            _policy.Finish(time, service);
        }
        else if (review != pod.Review)
        {
            return;
        }

        Review(service, time);
    }

    private void Arrive(TracedRequest request)
    {
        var (service, time) = (request.Service, request.Time);
        var pod = _pods[service];
        Settle(service, time);
        if (!pod.IsLoaded)
        {
            Load(service, time);
        }

        _tally.Request(Math.Max(0, pod.ReadyAt - time));
        pod.Running++;
        pod.Review++;
        Schedule(service, review: -1, Math.Max(time, pod.ReadyAt) + request.Duration);
        _policy.Arrive(time, service);
        foreach (var other in _policy.Touched)
        {
            Review(other, time);
        }
    }

    private void Review(int service, double time)
    {
        var pod = _pods[service];
        if (pod.Running > 0)
        {
            return;
        }

        Settle(service, time);
        var verdict = _policy.Decide(time, service, pod.IsLoaded);
        if (verdict.IsWorth && !pod.IsLoaded)
        {
            Load(service, time);
        }
        else if (!verdict.IsWorth)
        {
            Unload(pod, time);
        }

        pod.Review++;
        if (verdict.Until < _end)
        {
            Schedule(service, pod.Review, verdict.Until);
        }
    }

    private void Load(int service, double time)
    {
        var seconds = _startUp();
        var pod = _pods[service];
        (pod.IsLoaded, pod.LoadedAt, pod.ReadyAt) = (true, time, time + seconds);
        _tally.Load();
        _policy.StartedUp(service, seconds);
    }

    private void Unload(Pod pod, double time)
    {
        if (pod.IsLoaded)
        {
            _tally.Stayed(time - pod.LoadedAt);
            pod.IsLoaded = false;
        }
    }

    // Tells the policy of the idling since it was told last.
    private void Settle(int service, double time)
    {
        var pod = _pods[service];
        if (pod.Running == 0 && time > pod.SettledAt)
        {
            _policy.Idled(pod.SettledAt - pod.IdleSince, time - pod.SettledAt, pod.IsLoaded);
            pod.SettledAt = time;
        }
    }

    private void Schedule(int service, int review, double at) => _events.Enqueue((service, review), (at, _sequence++));

    private sealed class Pod
    {
        public int Running { get; set; }

        // Before its first request nothing is known of it: no idling to settle.
        public double IdleSince { get; set; } = double.PositiveInfinity;

        public double SettledAt { get; set; } = double.PositiveInfinity;

        public double LoadedAt { get; set; }

        public double ReadyAt { get; set; }

        public bool IsLoaded { get; set; }

        public int Review { get; set; }
    }
}
