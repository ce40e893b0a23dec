namespace Headroom.Power.Policies;

/// <summary>
/// Decides the caps of one domain. An instance belongs to one domain and remembers what it has learned there; equal
/// readings in equal order give equal plans.
/// </summary>
public interface IPowerPolicy
{
    string Name { get; }

    IReadOnlyList<PowerGroup> Groups { get; }

    /// <summary>Call once per telemetry interval, with or without a fresh draw.</summary>
    /// <param name="plan">Overwritten.</param>
    /// <exception cref="ArgumentException">The reading or the plan has another number of groups than the policy.</exception>
    void Decide(in DomainReading reading, PowerPlan plan);
}
