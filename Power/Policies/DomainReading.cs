using Headroom.Units;

namespace Headroom.Power.Policies;

/// <summary>Everything a policy decides from: nothing that a controller could not see.</summary>
/// <param name="atMilliseconds">Of any monotonic clock, the same for all readings of a domain.</param>
/// <param name="budget">Of the domain, or what its ancestors leave of it (see Domains).</param>
/// <param name="draw">Mean over the last interval; null when no reading is fresh enough.</param>
/// <param name="groups">In the order of the policy's groups.</param>
public readonly ref struct DomainReading(
    long atMilliseconds, Watts budget, Watts? draw, ReadOnlySpan<GroupReading> groups)
{
    public long AtMilliseconds { get; } = atMilliseconds;

    public Watts Budget { get; } = budget;

    public Watts? Draw { get; } = draw;

    public ReadOnlySpan<GroupReading> Groups { get; } = groups;

    /// <summary>Draw over budget; 1 when it is not known, so that nothing is released on a guess.</summary>
    public double Utilisation => Draw is { } draw ? (double)draw.Milliwatts / Budget.Milliwatts : 1;
}
