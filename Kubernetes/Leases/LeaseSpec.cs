using System.Text.Json;
using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Leases;

/// <summary>Who holds a lease, and since when.</summary>
public sealed record LeaseSpec
{
    /// <summary>Null or empty when nobody does.</summary>
    public string? HolderIdentity { get; init; }

    /// <summary>How long after its last observed change others must wait.</summary>
    public int? LeaseDurationSeconds { get; init; }

    /// <summary>By the holder's clock; for people only.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? AcquireTime { get; init; }

    /// <summary>By the holder's clock; for people only.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? RenewTime { get; init; }

    /// <summary>Rises with every change of holder: the fencing term.</summary>
    public int? LeaseTransitions { get; init; }

    /// <summary>Fields of newer servers; a PUT hands them back.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}
