using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;

namespace Headroom.LocalCluster.Discovery;

/// <summary>The legacy and the aggregated discovery documents.</summary>
internal sealed class DiscoveryDocuments(KindRegistry kinds)
{
    /// <summary>Every group with its versions and their resources; subresources follow their resource.</summary>
    public IReadOnlyList<(string Group, IReadOnlyList<(string Version, IReadOnlyList<ApiResource> Resources)> Versions)> Groups() =>
    [
        .. kinds.All.Select(k => (k.Group, k.Version, Resources: ApiResource.Of(k)))
            .Concat(ApiResource.Virtual.Select(r => (r.Group, r.Version, Resources: Enumerable.Repeat(r, 1))))
            .GroupBy(k => k.Group)
            .Select(g => (g.Key, (IReadOnlyList<(string, IReadOnlyList<ApiResource>)>)[
                .. g.GroupBy(k => k.Version).Select(v => (v.Key, (IReadOnlyList<ApiResource>)[.. v.SelectMany(k => k.Resources)]))])),
    ];

    public JsonObject LegacyGroups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. Groups().Where(g => g.Group.Length > 0).Select(g => LegacyGroup(g.Group)!)]), // listed, so found
    };

    public JsonObject? LegacyGroup(string name)
    {
        var versions = Groups().FirstOrDefault(g => g.Group == name).Versions;
        if (versions is null)
        {
            return null;
        }

        JsonObject Version(string v) => new() { ["groupVersion"] = $"{name}/{v}", ["version"] = v };
        return new JsonObject
        {
            ["kind"] = "APIGroup",
            ["apiVersion"] = "v1",
            ["name"] = name,
            ["versions"] = new JsonArray([.. versions.Select(v => (JsonNode)Version(v.Version))]),
            ["preferredVersion"] = Version(versions[0].Version),
        };
    }

    public JsonObject? LegacyResources(string group, string version)
    {
        var found = Groups().FirstOrDefault(g => g.Group == group).Versions?.FirstOrDefault(v => v.Version == version).Resources;
        if (found is null)
        {
            return null;
        }

        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
            ["resources"] = new JsonArray([.. found.Select(r => (JsonNode)LegacyResource(r, group, version))]),
        };
    }

    /// <param name="core">The document of /api rather than that of /apis.</param>
    public JsonObject Aggregated(bool core, string version) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. Groups().Where(g => g.Group.Length == 0 == core).Select(g => (JsonNode)new JsonObject
        {
            ["metadata"] = core ? new JsonObject { ["creationTimestamp"] = null } : new JsonObject { ["name"] = g.Group, ["creationTimestamp"] = null },
            ["versions"] = new JsonArray([.. g.Versions.Select(v => (JsonNode)AggregatedVersion(g.Group, v.Version, v.Resources))]),
        })]),
    };

    private static JsonObject LegacyResource(ApiResource r, string group, string version)
    {
        var json = new JsonObject
        {
            ["name"] = r.Name,
            ["singularName"] = r.Singular,
            ["namespaced"] = r.Namespaced,
            ["kind"] = r.Kind,
            ["verbs"] = Texts(r.Verbs),
        };
        if (r.Group != group || r.Version != version)
        {
            (json["group"], json["version"]) = (r.Group, r.Version);
        }

        AddNames(json, r);
        return json;
    }

    private static JsonObject AggregatedVersion(string group, string version, IReadOnlyList<ApiResource> resources)
    {
        var list = new JsonArray();
        foreach (var main in resources.Where(r => !r.Name.Contains('/')))
        {
            var json = new JsonObject
            {
                ["resource"] = main.Name,
                ["responseKind"] = ResponseKind(main),
                ["scope"] = main.Namespaced ? "Namespaced" : "Cluster",
                ["singularResource"] = main.Singular,
                ["verbs"] = Texts(main.Verbs),
            };
            AddNames(json, main);
            var parts = resources.Where(r => r.Name.StartsWith(main.Name + "/", StringComparison.Ordinal)).ToArray();
            if (parts.Length > 0)
            {
                json["subresources"] = new JsonArray([.. parts.Select(p => (JsonNode)new JsonObject
                {
                    ["subresource"] = p.Name[(main.Name.Length + 1)..],
                    ["responseKind"] = ResponseKind(p),
                    ["verbs"] = Texts(p.Verbs),
                })]);
            }

            list.Add((JsonNode)json);
        }

        return new JsonObject { ["version"] = version, ["resources"] = list, ["freshness"] = "Current" };
    }

    private static JsonObject ResponseKind(ApiResource r) =>
        new() { ["group"] = r.Group, ["version"] = r.Version, ["kind"] = r.Kind };

    private static void AddNames(JsonObject json, ApiResource r)
    {
        if (r.ShortNames.Count > 0)
        {
            json["shortNames"] = Texts(r.ShortNames);
        }

        if (r.Categories.Count > 0)
        {
            json["categories"] = Texts(r.Categories);
        }
    }

    private static JsonArray Texts(IReadOnlyList<string> texts) => [.. texts.Select(t => (JsonNode)t)];
}
