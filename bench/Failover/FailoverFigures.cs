namespace Headroom.Bench.Failover;

/// <summary>What the run has come to.</summary>
/// <param name="Handovers">Seconds from each kill to the next leader's lease and to its first accepted scale.</param>
/// <param name="Missed">Objects that did not have the count asked for some time after a fault.</param>
/// <param name="Events">Events in the database.</param>
/// <param name="Unrecorded">Accepted scales without a decision in the database.</param>
/// <param name="Unseen">Events of the database that a follower of the streams did not get, over both followers.</param>
/// <param name="Gaps">How often a stream said that it could not send everything.</param>
internal sealed record FailoverFigures(
    IReadOnlyList<(double Lease, double Act)> Handovers, int Missed, int Events, int Unrecorded, int Unseen, int Gaps);
