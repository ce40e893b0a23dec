using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>A Deployment's status, worded so that rollout status and wait understand it.</summary>
internal static class DeploymentStatus
{
    /// <summary>The reason of Progressing while a rollout is under way.</summary>
    public const string Rolling = "ReplicaSetUpdated";

    private static readonly string[] Growing = ["updatedReplicas", "readyReplicas", "availableReplicas"];

    /// <param name="current">The set of the present template; null when there is none yet.</param>
    /// <param name="deadline">How long a rollout may stand still before it counts as failed.</param>
    public static JsonObject Compute(
        StoredObject deployment, StoredObject? current, IReadOnlyList<StoredObject> sets, TimeSpan deadline, DateTimeOffset now)
    {
        var desired = deployment.Json.Obj("spec").Int("replicas") ?? 1;
        var available = sets.Sum(s => Count(s, "availableReplicas"));
        var status = new JsonObject
        {
            ["observedGeneration"] = deployment.Metadata.Int("generation"),
            ["replicas"] = sets.Sum(s => Count(s, "replicas")),
            ["updatedReplicas"] = current is null ? 0 : Count(current, "replicas"),
            ["readyReplicas"] = sets.Sum(s => Count(s, "readyReplicas")),
            ["availableReplicas"] = available,
            ["unavailableReplicas"] = Math.Max(0, desired - available),
            ["conditions"] = deployment.Json.Obj("status")?["conditions"]?.DeepClone() ?? new JsonArray(),
        };
        SetAvailable(status, deployment, desired, KubeTime.Seconds(now));
        SetProgressing(status, deployment, current?.Key.Name ?? "", desired, deadline, now);
        return status;
    }

    private static void SetAvailable(JsonObject status, StoredObject deployment, long desired, string now)
    {
        var (_, unavailable) = Rollout.Bounds(deployment.Json.Obj("spec"), desired);
        var isAvailable = status.Int("availableReplicas") >= desired - unavailable;
        Set(status, "Available", isAvailable, isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            isAvailable ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", now);
    }

    private static void SetProgressing(
        JsonObject status, StoredObject deployment, string set, long desired, TimeSpan deadline, DateTimeOffset now)
    {
        var before = status.Arr("conditions").Objects().FirstOrDefault(c => c.Str("type") == "Progressing");
        if (status.Int("updatedReplicas") == desired && status.Int("replicas") == desired && status.Int("availableReplicas") == desired)
        {
            Set(status, "Progressing", true, "NewReplicaSetAvailable", $"ReplicaSet \"{set}\" has successfully progressed.", KubeTime.Seconds(now));
            return;
        }

        var isMoving = HasMoved(deployment.Json.Obj("status"), status) || before is null || before.Str("reason") == "NewReplicaSetAvailable";
        if (!isMoving && KubeTime.Parse(before.Str("lastUpdateTime")) is { } last && now - last > deadline)
        {
            Set(status, "Progressing", false, "ProgressDeadlineExceeded", $"ReplicaSet \"{set}\" has timed out progressing.", KubeTime.Seconds(now));
        }
        else if (isMoving || before.Str("reason") == Rolling)
        {
            Set(status, "Progressing", true, Rolling, $"ReplicaSet \"{set}\" is progressing.", KubeTime.Seconds(now));
            if (isMoving)
            {
                status.Arr("conditions").Objects().First(c => c.Str("type") == "Progressing")["lastUpdateTime"] = KubeTime.Seconds(now);
            }
        }
    }

    // More updated, ready or available pods are progress, and so are fewer old ones.
    private static bool HasMoved(JsonObject? before, JsonObject after)
    {
        long Old(JsonObject? s) => (s.Int("replicas") ?? 0) - (s.Int("updatedReplicas") ?? 0);
        return before is null || Old(after) < Old(before)
            || Growing.Any(m => (after.Int(m) ?? 0) > (before.Int(m) ?? 0));
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
