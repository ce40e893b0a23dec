using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>The status that the API server itself gives a new object.</summary>
internal static class InitialStatus
{
    public static void Apply(ResourceKind kind, JsonObject json, DateTimeOffset now)
    {
        switch (kind.Kind)
        {
            case "Namespace":
                json["status"] = new JsonObject { ["phase"] = "Active" };
                break;
            case "Pod":
                json["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = "Burstable" };
                break;
            case "CustomResourceDefinition":
                json["status"] = Established(json, KubeTime.Seconds(now));
                break;
        }
    }

    private static JsonObject Established(JsonObject json, string now) => new()
    {
        ["conditions"] = new JsonArray(
            Condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
            Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now)),
        ["acceptedNames"] = json.Obj("spec")?["names"]?.DeepClone(),
        ["storedVersions"] = new JsonArray([.. json.Obj("spec").Arr("versions").Objects()
            .Where(v => v.Bool("storage") is true).Select(v => (JsonNode)(v.Str("name") ?? ""))]),
    };

    private static JsonObject Condition(string type, string reason, string message, string now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastTransitionTime"] = now,
        ["reason"] = reason,
        ["message"] = message,
    };
}
