using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Events;

/// <summary>How often an event was repeated.</summary>
public sealed record EventSeries
{
    /// <summary>≥ 2.</summary>
    public int Count { get; init; }

    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset LastObservedTime { get; init; }
}
