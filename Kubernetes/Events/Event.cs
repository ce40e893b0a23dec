using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Events;

/// <summary>events.k8s.io/v1 Event: something worth telling a person about an object.</summary>
public sealed class Event : KubernetesObject
{
    public static ResourceType<Event> Type { get; } = new(
        new ResourceType("events.k8s.io", "v1", "events", "Event", IsNamespaced: true),
        KubernetesJson.Default.Event);

    /// <summary>When it was first seen.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>Null while it happened once.</summary>
    public EventSeries? Series { get; init; }

    public string ReportingController { get => field ?? ""; init; }

    public string ReportingInstance { get => field ?? ""; init; }

    /// <summary>What was done, such as <c>Scale</c>.</summary>
    public string Action { get => field ?? ""; init; }

    /// <summary>CamelCase, for programs.</summary>
    public string Reason { get => field ?? ""; init; }

    public ObjectReference? Regarding { get; init; }

    public ObjectReference? Related { get; init; }

    /// <summary>A sentence of at most 1,024 bytes.</summary>
    public string? Note { get; init; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    [JsonPropertyName("type")]
    public string EventType { get => field ?? ""; init; }
}
