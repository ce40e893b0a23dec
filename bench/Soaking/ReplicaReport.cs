using System.Text.Json.Serialization;

namespace Headroom.Bench.Soaking;

/// <summary>What a replica says about itself when asked.</summary>
/// <param name="Autoscalers">Digest of the cache.</param>
/// <param name="Deployments">Digest of the cache.</param>
/// <param name="Pods">Digest of the cache.</param>
/// <param name="HeapBytes">Managed heap after a full collection.</param>
/// <param name="ResidentBytes">Resident set.</param>
internal sealed record ReplicaReport(string Autoscalers, string Deployments, string Pods, long HeapBytes, long ResidentBytes)
{
    [JsonIgnore]
    public string Caches => $"{Autoscalers} {Deployments} {Pods}";
}
