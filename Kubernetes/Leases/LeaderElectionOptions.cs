namespace Headroom.Kubernetes.Leases;

/// <summary>Which lease to contend for, and how fast.</summary>
/// <remarks>
/// 10/7/1.5 s hand over about 12 s after a kill -9, against 17 s with the 15/10/2 s of client-go; the server sees one
/// small write every 1.5 s.
/// </remarks>
public sealed record LeaderElectionOptions
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Unique to this process; a restarted one needs a new name.</summary>
    public required string Identity { get; init; }

    /// <summary>How long others wait after the lease last changed. Whole seconds on the wire: a fraction is cut off.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after its last renewal the leader goes on working; less than the duration.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(7);

    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(1.5);

    internal int LeaseDurationSeconds => (int)LeaseDuration.TotalSeconds;

    /// <exception cref="ArgumentException">The durations do not leave room for one another.</exception>
    public void Validate()
    {
        // Against what others are told: a deadline between the whole seconds and the fraction would let two lead.
        if (RenewDeadline >= TimeSpan.FromSeconds(LeaseDurationSeconds) || RetryPeriod * 2 > RenewDeadline
            || RetryPeriod <= TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"lease duration {LeaseDurationSeconds} s > renew deadline {RenewDeadline} ≥ 2 × retry period {RetryPeriod} does not hold");
        }
    }
}
