namespace Headroom.Kubernetes.Leases;

/// <summary>Which lease to contend for, and how fast.</summary>
/// <remarks>
/// 10/7/1.5 s hand over within 11 s of a kill -9: the duration, and at most 0.6 s until a follower has seen the last
/// renewal. client-go's 15/10/2 s take up to 20 s. The server sees one small write every 1.5 s, and three reads of each follower.
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
