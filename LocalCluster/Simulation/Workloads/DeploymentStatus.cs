using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>A Deployment's status, worded so that rollout status and wait understand it.</summary>
internal static class DeploymentStatus
{
    /// <param name="current">The set of the present template; null when there is none yet.</param>
    public static JsonObject Compute(StoredObject deployment, StoredObject? current, IReadOnlyList<StoredObject> sets, string now)
    {
        var desired = deployment.Json.Obj("spec").Int("replicas") ?? 1;
        var total = sets.Sum(s => Count(s, "replicas"));
        var updated = current is null ? 0 : Count(current, "replicas");
        var available = sets.Sum(s => Count(s, "availableReplicas"));
        var status = new JsonObject
        {
            ["observedGeneration"] = deployment.Metadata.Int("generation"),
            ["replicas"] = total,
            ["updatedReplicas"] = updated,
            ["readyReplicas"] = sets.Sum(s => Count(s, "readyReplicas")),
            ["availableReplicas"] = available,
            ["unavailableReplicas"] = Math.Max(0, desired - available),
            ["conditions"] = deployment.Json.Obj("status")?["conditions"]?.DeepClone() ?? new JsonArray(),
        };
        SetConditions(status, current, desired, total, updated, available, deployment, now);
        return status;
    }

    private static void SetConditions(
        JsonObject status, StoredObject? current, long desired, long total, long updated, long available, StoredObject deployment, string now)
    {
        var (_, unavailable) = Rollout.Bounds(deployment.Json.Obj("spec"), desired);
        var isAvailable = available >= desired - unavailable;
        Set(status, "Available", isAvailable, isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            isAvailable ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", now);
        var name = current?.Key.Name ?? "";
        var isComplete = updated == desired && total == desired && available == desired;
        Set(status, "Progressing", true, isComplete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
            isComplete ? $"ReplicaSet \"{name}\" has successfully progressed." : $"ReplicaSet \"{name}\" is progressing.", now);
    }

    private static void Set(JsonObject status, string type, bool value, string reason, string message, string now)
    {
        var before = status.Arr("conditions").Objects().FirstOrDefault(c => c.Str("type") == type);
        var changed = before is null || before.Str("reason") != reason || before.Str("message") != message;
        Conditions.Set(status, type, value ? "True" : "False", reason, message, now);
        if (changed)
        {
            status.Arr("conditions").Objects().First(c => c.Str("type") == type)["lastUpdateTime"] = now;
        }
    }

    private static long Count(StoredObject set, string name) => set.Json.Obj("status").Int(name) ?? 0;
}
