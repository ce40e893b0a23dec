using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Manifests;

namespace Headroom.ControlPlane.Api.Manifests;

/// <summary>What of an object people edit, and back: the status, and what only the server or kubectl writes, stay out of sight.</summary>
internal static class EditedDocument
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";
    private const int VersionBytes = 12;
    private static readonly string[] First = ["apiVersion", "kind", "metadata"];
    private static readonly string[] Shown = ["name", "namespace", "labels", "annotations", "finalizers", "ownerReferences"];

    /// <summary>Fields by name below the first level, as kubectl prints them: a server may answer them in another order than it was asked.</summary>
    /// <param name="live">As the server has it.</param>
    public static JsonObject Of(JsonObject live)
    {
        var document = new JsonObject();
        foreach (var name in First.Union(live.Select(static f => f.Key), StringComparer.Ordinal).Where(static n => n != "status"))
        {
            document[name] = live[name] is JsonObject metadata && name == "metadata" ? Metadata(metadata) : Sorted(live[name]);
        }

        return document;
    }

    /// <summary>Changes with what people edit, and not with the status.</summary>
    public static string VersionOf(JsonObject live) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{live["metadata"]?["uid"]}\n{JsonToYaml.Write(Of(live))}")).AsSpan(0, VersionBytes));

    /// <summary>The edited text as it is written.</summary>
    /// <param name="live">What it was made of: what is out of sight stays.</param>
    /// <exception cref="FormatException">No YAML, not one object, or another object than this.</exception>
    public static JsonObject Read(string yaml, EditableKind kind, ObjectKey key, JsonObject live)
    {
        var documents = Manifest.ParseAll(yaml);
        if (documents is not [{ } manifest])
        {
            throw new FormatException($"there are {documents.Count} documents: it must be one");
        }

        if (manifest.Kind != kind.Resource.Kind || manifest.ApiVersion != kind.Resource.ApiVersion)
        {
            throw new FormatException($"it is a {manifest.ApiVersion} {manifest.Kind}: it must be a {kind.Resource.ApiVersion} {kind.Resource.Kind}");
        }

        if (manifest.Key.Name != key.Name || (manifest.Key.Namespace.Length > 0 && manifest.Key.Namespace != key.Namespace))
        {
            throw new FormatException($"it is {manifest.Key}: the name and the namespace of {key} cannot be changed");
        }

        var document = manifest.Json;
        document.Remove("status");
        var metadata = document["metadata"] as JsonObject ?? [];
        foreach (var (name, value) in (live["metadata"] as JsonObject ?? []).Where(static f => !Shown.Contains(f.Key) && f.Key != "managedFields"))
        {
            metadata[name] = value?.DeepClone();
        }

        if (live["metadata"]?["annotations"]?[LastApplied] is { } applied)
        {
            metadata["annotations"] ??= new JsonObject();
            if (metadata["annotations"] is JsonObject annotations)
            {
                annotations[LastApplied] = applied.DeepClone();
            }
        }

        return document;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(static f => f.Key, StringComparer.Ordinal).Select(static f => KeyValuePair.Create(f.Key, Sorted(f.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static JsonObject Metadata(JsonObject metadata)
    {
        var shown = new JsonObject();
        foreach (var name in Shown)
        {
            if (metadata[name]?.DeepClone() is not { } value)
            {
                continue;
            }

            if (name == "annotations" && value is JsonObject annotations && annotations.Remove(LastApplied) && annotations.Count == 0)
            {
                continue;
            }

            shown[name] = value;
        }

        return shown;
    }
}
