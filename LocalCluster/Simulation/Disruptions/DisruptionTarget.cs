using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Disruptions;

/// <summary>The condition that tells why a pod is taken away from a node.</summary>
internal static class DisruptionTarget
{
    public static void Mark(
        ObjectWriter writer, ResourceKind pods, StoredObject pod, WriteOptions options, string reason, string message, DateTimeOffset now) =>
        writer.Update(pods, pod.Key, "status", options, json =>
        {
            Conditions.Set(json.Ensure("status"), "DisruptionTarget", "True", reason, message, KubeTime.Seconds(now));
            return json;
        });
}
