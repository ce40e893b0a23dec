using System.Text.Json.Nodes;

namespace Headroom.LocalCluster.Objects;

/// <summary>Reads of the metadata that every object has.</summary>
internal static class ObjectMetadata
{
    public static string Name(this JsonObject json) => json.Obj("metadata").Str("name") ?? "";

    public static string Namespace(this JsonObject json) => json.Obj("metadata").Str("namespace") ?? "";

    public static string? Annotation(this JsonObject json, string name) =>
        json.Obj("metadata").Obj("annotations").Str(name);

    public static JsonObject? Labels(this JsonObject json) => json.Obj("metadata").Obj("labels");

    public static bool HasFinalizers(this JsonObject json) => json.Obj("metadata").Arr("finalizers") is { Count: > 0 };

    /// <summary>The owner that is marked as controller, if there is one.</summary>
    public static JsonObject? ControllerReference(this JsonObject json) =>
        json.Obj("metadata").Arr("ownerReferences").Objects().FirstOrDefault(o => o.Bool("controller") is true);

    public static JsonObject? Condition(this JsonObject json, string type) =>
        json.Obj("status").Arr("conditions").Objects().FirstOrDefault(c => c.Str("type") == type);
}
