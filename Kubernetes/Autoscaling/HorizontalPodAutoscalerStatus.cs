using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Autoscaling;

/// <summary>What it decided last.</summary>
public sealed record HorizontalPodAutoscalerStatus
{
    public int? CurrentReplicas { get; init; }

    public int? DesiredReplicas { get; init; }

    [JsonConverter(typeof(Rfc3339TimeConverter))]
    public DateTimeOffset? LastScaleTime { get; init; }

    public long? ObservedGeneration { get; init; }

    public IReadOnlyList<Condition> Conditions { get => field ?? []; init; }
}
