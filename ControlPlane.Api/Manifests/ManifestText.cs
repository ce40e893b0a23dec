using System.Text.Json.Serialization;

namespace Headroom.ControlPlane.Api.Manifests;

/// <summary>An edited document: one object, YAML or JSON.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ManifestText(string Yaml);
