using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>How many replicas each set of a Deployment may have now.</summary>
/// <remarks>The arithmetic of k8s.io/kubernetes/pkg/controller/deployment, rolling.go and util.ResolveFenceposts.</remarks>
internal static class Rollout
{
    /// <summary>The new size of the current set.</summary>
    public static long ScaleUp(long desired, long current, long total, long surge)
    {
        if (current >= desired)
        {
            return desired;
        }

        var room = Math.Max(0, desired + surge - total);
        return current + Math.Min(room, desired - current);
    }

    /// <summary>How many pods the old sets may lose.</summary>
    /// <param name="currentUnavailable">Pods of the current set that are not available yet.</param>
    public static long ScaleDown(long desired, long maxUnavailable, long total, long currentUnavailable) =>
        Math.Max(0, total - (desired - maxUnavailable) - currentUnavailable);

    /// <summary>Surge rounds up and unavailability down; both zero would never move, so one may be unavailable.</summary>
    public static (long Surge, long Unavailable) Bounds(JsonObject? deploymentSpec, long desired)
    {
        var rolling = deploymentSpec.Obj("strategy").Obj("rollingUpdate");
        var surge = Resolve(rolling?["maxSurge"], desired, roundUp: true);
        var unavailable = Resolve(rolling?["maxUnavailable"], desired, roundUp: false);
        return surge == 0 && unavailable == 0 ? (0, 1) : (surge, Math.Min(unavailable, desired));
    }

    /// <summary>Of a DaemonSet: at least one, since nothing surges; percentages round up.</summary>
    public static long MaxUnavailable(JsonNode? value, long desired) => value is null ? 1 : Math.Max(1, Resolve(value, desired, roundUp: true));

    private static long Resolve(JsonNode? value, long desired, bool roundUp)
    {
        if (value.AsInteger() is { } count)
        {
            return count;
        }

        if (!decimal.TryParse(value.AsText()?.TrimEnd('%'), out var percent))
        {
            return 0;
        }

        var share = desired * percent / 100m;
        return (long)(roundUp ? decimal.Ceiling(share) : decimal.Floor(share));
    }
}
