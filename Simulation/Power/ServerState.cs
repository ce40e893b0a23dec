namespace Headroom.Simulation.Power;

/// <summary>One server: a prefill queue that stalls decode, and a batch that decodes in turns.</summary>
/// <remarks>When it leaves prefill is kept apart, by <see cref="ServerBank"/>: gateways count servers by it.</remarks>
internal struct ServerState
{
    /// <summary>What clock and limit make of its class.</summary>
    public ClassSpeed Speed;

    /// <summary>Of its batch: looked up when that changes, for it is read far more often.</summary>
    public DecodePace Pace;

    /// <summary>Accounted up to here.</summary>
    public double At;

    /// <summary>Mean draw of what is queued for prefill, share of TDP.</summary>
    public double QueueShare;

    /// <summary>The same as draw of the server.</summary>
    public double QueueWatts;

    /// <summary>Turns of decode so far: a request that joins now with n tokens ends n turns later.</summary>
    public double Turns;

    /// <summary>Turn at which the next request ends; infinite when none decodes.</summary>
    public double NextEnd;

    /// <summary>Since they were last collected.</summary>
    public double Joules;

    /// <summary>In prefill, since they were last collected.</summary>
    public double PrefillSeconds;

    /// <summary>Of the requests that started.</summary>
    public double Tokens;

    /// <summary>Turn at which the first of the followed requests ends; infinite when none is under way.</summary>
    public double NextFollowed;

    /// <summary>Requests in the batch, those in prefill included: none of them decodes before the queue is empty.</summary>
    public int Batch;

    /// <summary>Followed requests under way.</summary>
    public int Followed;

    /// <summary>Requests that wait for room in the batch.</summary>
    public int Waiting;
}
