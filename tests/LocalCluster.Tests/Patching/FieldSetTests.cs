using System.Text.Json.Nodes;
using Headroom.LocalCluster.Patching;

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

    private static JsonObject Set(string json) => (JsonObject)JsonNode.Parse(json)!;
}
