using Headroom.Placement.Fleet.Profiles;

namespace Headroom.Cli.FleetPlanning;

/// <summary>Everything that a plan is made for.</summary>
/// <param name="PerSecond">Requests/s to carry.</param>
/// <param name="Mix">Their sizes.</param>
/// <param name="TokenSeconds">Longest mean time per output token; null where throughputs were measured under a level of their own.</param>
/// <param name="Candidates">At least one.</param>
/// <param name="Margin">Share of the load added for what was not foreseen.</param>
internal sealed record PlanSetting(double PerSecond, SizeMix Mix, double? TokenSeconds, IReadOnlyList<Candidate> Candidates, double Margin)
{
    public FleetDemand Demand => new(PerSecond, Mix, Margin);

    public IReadOnlyList<ThroughputProfile> Profiles => [.. Candidates.Select(c => c.ProfileOn(Mix.Grid, TokenSeconds ?? 0))];
}
