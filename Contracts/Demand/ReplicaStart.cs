namespace Headroom.Contracts.Demand;

/// <summary>How a replica's start looked from an activator. Ages instead of times: the clocks of two machines differ.</summary>
/// <param name="Address">Of the replica, without a port.</param>
/// <param name="WantedAgoSeconds">Since the first request was held that no replica was ready for; null where none was.</param>
/// <param name="ReadyAgoSeconds">Since this activator knows it to be ready.</param>
/// <param name="FirstByteAgoSeconds">Since it began its first response; null before.</param>
public sealed record ReplicaStart(string Address, double? WantedAgoSeconds, double ReadyAgoSeconds, double? FirstByteAgoSeconds);
