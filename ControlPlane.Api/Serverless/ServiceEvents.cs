using System.Text.Json;
using System.Text.Json.Serialization;
using Headroom.ControlPlane.Api.Messages;
using Headroom.Operators.Serverless.Records;

namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>Starts and decisions of services as replicas tell one another of them.</summary>
internal static partial class ServiceEvents
{
    public const string ColdStartKind = "cold-start";
    public const string DecisionKind = "service-decision";

    public static ReplicaEvent ToEvent(this ColdStart start, long id) =>
        new(id, ColdStartKind, start.Namespace, start.Service, JsonSerializer.SerializeToUtf8Bytes(start, Json.Default.ColdStart));

    public static ReplicaEvent ToEvent(this ServiceDecision decision, long id) =>
        new(id, DecisionKind, decision.Namespace, decision.Service, JsonSerializer.SerializeToUtf8Bytes(decision, Json.Default.ServiceDecision));

    /// <returns>Null where the body is JSON's null.</returns>
    public static ColdStart? ToColdStart(this ReplicaEvent told) => JsonSerializer.Deserialize(told.Body, Json.Default.ColdStart);

    /// <returns>Null where the body is JSON's null.</returns>
    public static ServiceDecision? ToServiceDecision(this ReplicaEvent told) => JsonSerializer.Deserialize(told.Body, Json.Default.ServiceDecision);

    [JsonSerializable(typeof(ColdStart))]
    [JsonSerializable(typeof(ServiceDecision))]
    private sealed partial class Json : JsonSerializerContext;
}
