using System.Text.Json.Nodes;
using Headroom.LocalCluster.Patching;
using Headroom.LocalCluster.Schemas;

namespace Headroom.LocalCluster.Tests.Patching;

public sealed class FieldSetTests
{
    [Theory]
    [InlineData("""{"f:a":{},"f:b":{}}""", """{"f:b":{}}""", """{"f:a":{}}""")]
    [InlineData("""{"f:a":{"f:x":{},"f:y":{}}}""", """{"f:a":{"f:x":{}}}""", """{"f:a":{"f:y":{}}}""")]
    [InlineData("""{"f:a":{"f:x":{}}}""", """{"f:a":{}}""", "{}")] // the whole goes, and what is below with it
    [InlineData("""{"f:a":{}}""", """{"f:a":{"f:x":{}}}""", "{}")]
    public void Minus_OfSets_LeavesWhatTheOtherLacks(string set, string removed, string expected) =>
        Assert.Equal(expected, FieldSet.Minus(Set(set), Set(removed)).ToJsonString());

    [Fact]
    public void Paths_OfListItems_ReadAsPeopleWriteThem() => Assert.Equal(
        [".spec.containers[name=\"main\"].ports[containerPort=80,protocol=\"TCP\"].name", ".metadata.finalizers[=\"x\"]"],
        FieldSet.Paths(Set(
            """{"f:spec":{"f:containers":{"k:{\"name\":\"main\"}":{".":{},"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{"f:name":{}}}}}},"f:metadata":{"f:finalizers":{"v:\"x\"":{}}}}""")));

    [Fact]
    public void Changed_OfTwoObjects_NamesOnlyWhatDiffers()
    {
        var before = Set("""{"metadata":{"name":"a","labels":{"x":"1"}},"spec":{"replicas":1,"template":{"spec":{"containers":[{"name":"m","image":"i:1"}]}}}}""");
        var after = Set("""{"metadata":{"name":"a","labels":{"x":"1","y":"2"}},"spec":{"replicas":1,"template":{"spec":{"containers":[{"name":"m","image":"i:2"}]}}}}""");

        var changed = ObjectFields.Changed(before, after, null);

        Assert.Equal([".metadata.labels.y", ".spec.template.spec.containers[name=\"m\"].image"], FieldSet.Paths(changed));
    }

    [Theory]
    [InlineData("v1", "ServiceAccount", """{"imagePullSecrets":[{"name":"a"}]}""", ".imagePullSecrets")]
    [InlineData("v1", "ServiceAccount", """{"secrets":[{"name":"a"}]}""", ".secrets[name=\"a\"]", ".secrets[name=\"a\"].name")]
    [InlineData("v1", "Pod", """{"spec":{"imagePullSecrets":[{"name":"a"}]}}""", ".spec.imagePullSecrets[name=\"a\"]", ".spec.imagePullSecrets[name=\"a\"].name")]
    [InlineData("v1", "Node", """{"spec":{"taints":[{"key":"a","effect":"NoSchedule"}],"podCIDRs":["10.0.0.0/24"]}}""", ".spec.taints", ".spec.podCIDRs[=\"10.0.0.0/24\"]")]
    [InlineData("v1", "Service", """{"spec":{"ports":[{"port":80}],"selector":{"a":"b"}}}""", ".spec.ports[port=80,protocol=\"TCP\"]", ".spec.ports[port=80,protocol=\"TCP\"].port", ".spec.selector")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", """{"spec":{"ingress":[{"ports":[{"port":80}]}]}}""", ".spec.ingress")]
    [InlineData("batch/v1", "Job", """{"status":{"conditions":[{"type":"Complete","status":"True"}]}}""", ".status.conditions")]
    [InlineData("apps/v1", "Deployment", """{"spec":{"template":{"spec":{"topologySpreadConstraints":[{"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"}]}}}}""",
        ".spec.template.spec.topologySpreadConstraints[topologyKey=\"zone\",whenUnsatisfiable=\"DoNotSchedule\"]",
        ".spec.template.spec.topologySpreadConstraints[topologyKey=\"zone\",whenUnsatisfiable=\"DoNotSchedule\"].topologyKey",
        ".spec.template.spec.topologySpreadConstraints[topologyKey=\"zone\",whenUnsatisfiable=\"DoNotSchedule\"].whenUnsatisfiable")]
    public void Of_ListsOfBuiltInKinds_MergeAsTheirOwnMessageSays(string apiVersion, string kind, string json, params string[] paths)
    {
        var fields = ObjectFields.Of(Set(json), BuiltInShapes.For(apiVersion, kind));

        Assert.Equal(paths, Members(fields, "").ToArray());
    }

    // Items are members by themselves, beside what they hold.
    private static IEnumerable<string> Members(JsonObject set, string prefix) => set.Where(m => m.Key != ".").SelectMany(m =>
    {
        var path = FieldSet.Paths(new JsonObject { [m.Key] = new JsonObject() }, prefix).Single();
        var below = m.Value as JsonObject ?? [];
        return (below.Count == 0 || (below.ContainsKey(".") && m.Key.StartsWith("k:", StringComparison.Ordinal)) ? [path] : Array.Empty<string>())
            .Concat(Members(below, path));
    });

    private static JsonObject Set(string json) => (JsonObject)JsonNode.Parse(json)!;
}
