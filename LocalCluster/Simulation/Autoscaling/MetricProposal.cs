using System.Text.Json.Nodes;

namespace Headroom.LocalCluster.Simulation.Autoscaling;

/// <summary>What one metric of a HorizontalPodAutoscaler asks for.</summary>
/// <param name="Replicas">Null when the metric could not be read.</param>
/// <param name="Status">Its entry of status.currentMetrics; null when it could not be read.</param>
/// <param name="Words">The metric as conditions and events name it, or why it could not be read.</param>
internal sealed record MetricProposal(long? Replicas, JsonObject? Status, string Words)
{
    public static MetricProposal Failed(string why) => new(null, null, why);
}
