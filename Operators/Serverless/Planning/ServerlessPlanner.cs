using Headroom.Operators.Serverless.Api;
using Headroom.Operators.Text;

namespace Headroom.Operators.Serverless.Planning;

/// <summary>Decides a service's replicas.</summary>
/// <remarks>
/// | | more than now | fewer than now |
/// | demand known | at once | when the window, the keep-alive and every starting replica allow it |
/// | an activator silent | when asked for | never |
/// </remarks>
internal static class ServerlessPlanner
{
    // Demand is read once a second.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    public static ServerlessPlan Decide(ServerlessView view)
    {
        if (view.Settings is not { } settings || view.ClaimedBy is not null || view.IsNameTaken)
        {
            return Finish(view, null, null, null);
        }

        if (view.IsPaused || view.IsFrozen)
        {
            return Finish(view, view.Current, ReplicaReason.Paused, null);
        }

        var (count, reason) = Count(view, settings);
        var next = count > 0 || !view.IsDemandKnown ? Tick : view.KeptFor > TimeSpan.Zero && view.KeptFor < TimeSpan.FromDays(1) ? view.KeptFor : (TimeSpan?)null;
        return Finish(view, count, reason, next);
    }

    private static (int Count, ReplicaReason Reason) Count(ServerlessView view, ServerlessSettings settings)
    {
        var current = Math.Clamp(view.Current ?? 0, settings.Min, settings.Max);
        var atLeast = Math.Max(1, settings.Min);
        if (!view.IsDemandKnown)
        {
            return current == 0 && view.IsWanted ? (atLeast, ReplicaReason.Wanted) : (current, ReplicaReason.DemandUnknown);
        }

        var needed = Math.Clamp(view.Needed, settings.Min, settings.Max);
        if (current == 0 && view.IsWanted)
        {
            // What waits may already be in the window's demand: that it waits is why.
            return (Math.Max(needed, atLeast), ReplicaReason.Wanted);
        }

        if (needed >= current && needed > 0)
        {
            return (needed, ReplicaReason.Demand);
        }

        if (current > 0 && view.Ready < current)
        {
            return (current, ReplicaReason.Loading);
        }

        if (needed > 0)
        {
            return (needed, ReplicaReason.Demand);
        }

        return view.IsWanted ? (atLeast, ReplicaReason.Wanted)
            : view.IsExpected ? (atLeast, ReplicaReason.Expected)
            : view.IsKept && current > 0 ? (atLeast, ReplicaReason.KeptAlive)
            : (0, ReplicaReason.Idle);
    }

    private static ServerlessPlan Finish(ServerlessView view, int? replicas, ReplicaReason? reason, TimeSpan? next)
    {
        var before = view.Object.Status;
        var route = view.Object.Spec.Route;
        var status = new ServerlessStatus
        {
            ObservedGeneration = view.Object.Metadata.Generation,
            Url = $"http://{route.Host}{(route.Path == "/" ? "" : route.Path)}",
            Replicas = replicas ?? view.Current ?? 0,
            ReadyReplicas = view.Ready,
            ColdStarts = view.ColdStarts,
            Reason = reason?.ToString(),
            Message = reason is { } known ? ReplicaMessage.Of(known, view) : null,
            Conditions =
            [
                ConditionText.Make(before?.Conditions, view.Object.Metadata.Generation, "Ready", Ready(view), view.Now),
                ConditionText.Make(before?.Conditions, view.Object.Metadata.Generation, "Paused", Paused(view), view.Now),
            ],
        };
        var isChanged = before is null || ConditionText.AreChanged(before.Conditions, status.Conditions)
            || (before.ObservedGeneration, before.Url, before.Replicas, before.ReadyReplicas, before.ColdStarts, before.Reason)
            != (status.ObservedGeneration, status.Url, status.Replicas, status.ReadyReplicas, status.ColdStarts, status.Reason);
        return new ServerlessPlan(replicas, status, isChanged, next);
    }

    private static (bool?, string, string) Ready(ServerlessView view) => view switch
    {
        { Settings: null } => (false, "InvalidSpec", string.Join("; ", view.Errors)),
        { ClaimedBy: { } other } => (false, "HostClaimed", $"{other} is older and claims {view.Object.Spec.Route.Host}{view.Object.Spec.Route.Path}: choose another host or path"),
        { IsNameTaken: true } => (false, "NameTaken", "a Deployment of this name belongs to somebody else: rename the service"),
        { IsDemandKnown: false } => (true, "DemandUnknown", "served, but no activator is heard, or not every one: nothing is scaled in"),
        _ => (true, "Serving", "requests are served, or held until a replica is ready"),
    };

    private static (bool?, string, string) Paused(ServerlessView view) => view switch
    {
        { IsFrozen: true } => (true, "Frozen", "headroom.dev/freeze is set on the operator's namespace"),
        { IsPaused: true } => (true, "Annotation", "headroom.dev/paused is set"),
        _ => (false, "NotPaused", "no pause annotation is set"),
    };
}
