namespace Headroom.Contracts.Demand;

/// <summary>What one activator knows of the demand for one service. Counts and sums run since it started: two readings make a rate.</summary>
/// <param name="Namespace">Of the ServerlessService.</param>
/// <param name="Name">Of the ServerlessService.</param>
/// <param name="InFlight">Requests forwarded and not ended.</param>
/// <param name="Queued">Requests held.</param>
/// <param name="Arrived">Requests since start.</param>
/// <param name="Refused">Since start: answered 503 or 504 here, or left while held.</param>
/// <param name="ColdStarts">Times since start that a first replica became ready.</param>
/// <param name="ReadyReplicas">As this activator sees them.</param>
/// <param name="BusySeconds">Integral over time of in flight + queued; its rate is the mean concurrency.</param>
/// <param name="IdleSeconds">Since the last request ended; 0 while there is any.</param>
/// <param name="Starts">Replicas that became ready within the last five minutes; null from an activator that is a version behind.</param>
public sealed record ServiceDemand(
    string Namespace, string Name, int InFlight, int Queued, long Arrived, long Refused, long ColdStarts, int ReadyReplicas, double BusySeconds, double IdleSeconds,
    IReadOnlyList<ReplicaStart>? Starts = null);
