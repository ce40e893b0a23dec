using Headroom.Kubernetes;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Api;
using Headroom.Operators.SpecReading;
using Headroom.Operators.Text;
using Headroom.Power.Policies;

namespace Headroom.Operators.Power.Running;

/// <summary>The conditions of a PowerDomain, in a fixed order.</summary>
internal static class DomainConditions
{
    public static IReadOnlyList<Condition> Of(PowerDomain item, DomainPicture picture, DateTimeOffset now) =>
    [
        Make(item, "Ready", Ready(picture), now),
        Make(item, "Enforcing", Enforcing(picture), now),
        Make(item, "HeadroomLow", HeadroomLow(picture), now),
        Make(item, "Braking", Braking(picture), now),
    ];

    /// <summary>For a domain whose spec cannot be used: nothing of it is planned.</summary>
    public static IReadOnlyList<Condition> Of(PowerDomain item, IReadOnlyList<SpecError> errors, DateTimeOffset now) =>
    [
        Make(item, "Ready", (false, "InvalidSpec", string.Join("; ", errors)), now),
        Make(item, "Enforcing", (false, "InvalidSpec", "nothing is kept until the spec can be used"), now),
        Make(item, "HeadroomLow", (null, "InvalidSpec", "nothing is measured"), now),
        Make(item, "Braking", (false, "InvalidSpec", "nothing is measured"), now),
    ];

    private static (bool?, string, string) Ready(DomainPicture picture) => picture switch
    {
        { Failure: { } failure } => (false, "PolicyInfeasible", failure),
        { Status.Nodes: 0 } => (false, "NoNodes", "no node matches spec.nodeSelector of this domain or of one below it"),
        { Status.DrawWatts: null } => (false, "NotMeasured", $"nothing is released until the feed is measured: {picture.MeterFailure}"),
        { UnknownNotes: [_, ..] notes } => (true, "UnknownGpuModel", $"no power curve is published for {string.Join("; ", notes)}"),
        { ClockNotes: [_, ..] notes } => (true, "OtherClockRange", string.Join("; ", notes)),
        _ => (true, "Planning", $"{picture.Status.Nodes} nodes with {picture.Status.Gpus} GPUs are planned for by {picture.Settings.Policy}"),
    };

    private static (bool?, string, string) Enforcing(DomainPicture picture)
    {
        var promise = picture.Promise;
        var failed = $"without leases it can draw {promise.Failed} of {promise.Budget}";
        if (promise.Shortfall is { } shortfall)
        {
            return (false, "SafeCapInfeasible",
                $"even at the lowest limits its GPUs take, {shortfall.Domain} can draw {shortfall.Least} of {shortfall.Budget} once leases run out: fewer nodes, or a larger budget");
        }

        return picture.Settings.Mode == ActingMode.Recommend ? (false, "Recommend", $"mode is Recommend: no limit is set; kept to its safe limits it could draw {promise.Failed} of {promise.Budget}")
            : promise.Unheard > 0 ? (false, "AgentsMissing",
                $"{promise.Unheard} nodes with GPUs have never reported: they count with {picture.Settings.UnmanagedNode} each, which may be too little")
            : promise.Failed <= promise.Budget ? (true, "BothPromisesKept", failed)
            : promise.Unconfirmed > 0 ? (false, "Confirming", $"{promise.Unconfirmed} nodes have not confirmed their safe limits; {failed}")
            : (false, "Confirming", $"nodes keep higher limits than planned, as they read back; {failed}");
    }

    private static (bool?, string, string) HeadroomLow(DomainPicture picture) => picture.Reason switch
    {
        null => (null, "NotPlanned", "nothing has been planned"),
        PlanReason.CapsExhausted => (true, "CapsExhausted", "every permitted cap together does not bring the forecast peak under the budget"),
        PlanReason.Braking or PlanReason.BrakeRelease => (true, "Braking", "the brake is on"),
        _ when picture.Status.DrawWatts > 0.95 * picture.Settings.Budget.ToWatts() =>
            (true, "DrawNearBudget", $"it draws {picture.Status.DrawWatts} W of {picture.Settings.Budget}"),
        _ => (false, "Enough", $"{picture.Status.HeadroomWatts} W are left under the plan's peak"),
    };

    private static (bool?, string, string) Braking(DomainPicture picture) => picture.Reason switch
    {
        PlanReason.Braking => (true, "DrawAboveBudget", picture.Status.Plan ?? ""),
        PlanReason.BrakeRelease => (true, "Releasing", "the brake is let go level by level"),
        _ => (false, "NotNeeded", $"the draw is within {picture.Settings.Budget}"),
    };

    private static Condition Make(PowerDomain item, string type, (bool? Status, string Reason, string Message) state, DateTimeOffset now) =>
        ConditionText.Make(item.Status?.Conditions, item.Metadata.Generation, type, state, now);
}
