using Headroom.ControlPlane.Api.Autoscalers;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Records;

namespace Headroom.ControlPlane.Api.PowerDomains;

/// <summary>From the controllers' records to the wire's items.</summary>
internal static class PowerMapping
{
    public static PowerDomainItem ToItem(this PowerDomainSummary d) => new()
    {
        Name = d.Name,
        Parent = d.Parent,
        Depth = d.Depth,
        Mode = d.Mode.ToString(),
        Policy = d.Policy,
        State = State(d),
        BudgetWatts = d.BudgetWatts,
        DrawWatts = d.Status.DrawWatts,
        ForecastPeakWatts = d.Status.ForecastPeakWatts,
        HeadroomWatts = d.Status.HeadroomWatts,
        SafeSumWatts = d.Status.FailedWatts,
        NameplateWatts = d.Status.NameplateWatts,
        Oversubscription = d is { BudgetWatts: > 0 and var budget, Status.NameplateWatts: { } nameplate } ? Math.Round(nameplate / (double)budget, 3) : null,
        Nodes = d.Status.Nodes,
        Gpus = d.Status.Gpus,
        SilentNodes = d.Status.SilentNodes,
        Brakes = d.Status.Brakes,
        Plan = d.Status.Plan,
        Caps = [.. (d.Status.Caps ?? []).Select(static c => new PowerCapItem(c.Group, c.Nodes, c.ClockMegahertz, c.PowerLimitWatts, c.Braked))],
        Conditions = [.. d.Conditions.Select(static c => new ConditionItem(c.Type, c.Status, c.Reason, c.Message, c.LastTransitionTime))],
        DecidedAt = d.DecidedAt,
    };

    public static PowerNodeItem ToItem(this PowerNodeSummary n) => new(
        n.Name, n.Domain, n.Status.DrawWatts, n.Status.SafeWatts, n.Lease.ToString(), n.HeardAgo is { } ago ? Math.Round(ago.TotalSeconds, 1) : null,
        n.Status.PriorityLevel, n.IsConfirmed, n.Status.AgentVersion, n.Status.DriverVersion, [.. (n.Status.Gpus ?? []).Select(ToItem)]);

    /// <summary>The first that applies, worst first.</summary>
    public static string State(PowerDomainSummary d) =>
        Is(d, "Braking", "True") ? "Braking"
        : Is(d, "Ready", "False") || d.Conditions.Count == 0 ? "NotReady"
        : d.Mode == ActingMode.Apply && !Is(d, "Enforcing", "True") ? "Unsafe"
        : Is(d, "HeadroomLow", "True") ? "HeadroomLow"
        : d.Mode == ActingMode.Recommend ? "Recommend"
        : "Kept";

    private static PowerGpuItem ToItem(GpuPowerStatus g) => new(
        g.Uuid, g.Model, g.State, g.DrawWatts, g.LimitWatts, g.MaxLimitWatts, g.SafeLimitWatts, g.SafeLimit, g.LockedMegahertz,
        g is { DrawWatts: { } draw, MaxLimitWatts: > 0 and var most } ? Math.Round(draw / (double)most, 3) : null);

    private static bool Is(PowerDomainSummary d, string type, string status) => d.Conditions.Any(c => c.Type == type && c.Status == status);
}
