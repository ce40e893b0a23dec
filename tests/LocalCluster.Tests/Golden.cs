using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Tests;

/// <summary>The manifests of the tests.</summary>
internal static class Golden
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    public static JsonObject Json(string name) => (JsonObject)YamlJson.Parse(File.ReadAllText(PathOf(name)))!;

    /// <summary>The schema of the Autopilot kind in crd.yaml.</summary>
    public static JsonObject AutopilotSchema() =>
        (JsonObject)Json("crd.yaml").Obj("spec").Arr("versions")![0].Obj("schema")!["openAPIV3Schema"]!.DeepClone();
}
