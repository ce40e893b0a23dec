using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Patching;

namespace Headroom.LocalCluster.Tests.Patching;

public sealed class PatchTests
{
    // The examples of RFC 7386, appendix A, whose target and patch are objects.
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void MergePatch_Apply_FollowsTheRfc(string target, string patch, string expected) =>
        AssertJson(expected, MergePatch.Apply(Parse(target), Parse(patch)));

    [Theory]
    [InlineData("""{"containers":[{"name":"a","image":"1","env":[{"name":"x","value":"1"}]},{"name":"b"}]}""",
        """{"containers":[{"name":"a","image":"2"}]}""",
        """{"containers":[{"name":"a","image":"2","env":[{"name":"x","value":"1"}]},{"name":"b"}]}""")]
    [InlineData("""{"containers":[{"name":"a"},{"name":"b"}]}""",
        """{"containers":[{"name":"a","$patch":"delete"}]}""",
        """{"containers":[{"name":"b"}]}""")]
    [InlineData("""{"containers":[{"name":"a"},{"name":"b"}]}""",
        """{"containers":[{"name":"c"}],"$setElementOrder/containers":[{"name":"c"},{"name":"b"},{"name":"a"}]}""",
        """{"containers":[{"name":"c"},{"name":"b"},{"name":"a"}]}""")]
    [InlineData("""{"conditions":[{"type":"Ready","status":"False"}]}""",
        """{"conditions":[{"type":"Active","status":"True"}]}""",
        """{"conditions":[{"type":"Ready","status":"False"},{"type":"Active","status":"True"}]}""")]
    [InlineData("""{"ports":[{"containerPort":80,"name":"a"}]}""", """{"ports":[{"containerPort":80,"name":"b"}]}""", """{"ports":[{"containerPort":80,"name":"b"}]}""")]
    [InlineData("""{"args":["a","b"]}""", """{"args":["c"]}""", """{"args":["c"]}""")]
    [InlineData("""{"strategy":{"type":"RollingUpdate","rollingUpdate":{}}}""", """{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}""", """{"strategy":{"type":"Recreate"}}""")]
    [InlineData("""{"finalizers":["a","b"]}""", """{"$deleteFromPrimitiveList/finalizers":["a"]}""", """{"finalizers":["b"]}""")]
    [InlineData("""{"labels":{"a":"1"}}""", """{"labels":{"$patch":"replace","b":"2"}}""", """{"labels":{"b":"2"}}""")]
    public void StrategicMergePatch_Apply_MergesListsByKey(string target, string patch, string expected) =>
        AssertJson(expected, StrategicMergePatch.Apply(Parse(target), Parse(patch)));

    [Theory]
    [InlineData("""{"a":[1,2]}""", """[{"op":"add","path":"/a/-","value":3}]""", """{"a":[1,2,3]}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"add","path":"/a/0","value":0}]""", """{"a":[0,1,2]}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/a","value":1},{"op":"replace","path":"/a","value":2}]""", """{"a":2}""")]
    [InlineData("""{"a/b":1}""", """[{"op":"remove","path":"/a~1b"}]""", "{}")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/a","path":"/b"}]""", """{"b":1}""")]
    public void JsonPatch_Apply_FollowsTheRfc(string target, string patch, string expected) =>
        AssertJson(expected, JsonPatch.Apply(Parse(target), (JsonArray)JsonNode.Parse(patch)!));

    [Theory]
    [InlineData("""[{"op":"remove","path":"/missing"}]""", 422)]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""", 422)]
    [InlineData("""[{"op":"paint","path":"/a"}]""", 400)]
    public void JsonPatch_Apply_RefusesWhatDoesNotFit(string patch, int code)
    {
        var failure = Assert.Throws<StatusException>(() => JsonPatch.Apply(Parse("""{"a":1}"""), (JsonArray)JsonNode.Parse(patch)!));

        Assert.Equal(code, failure.Code);
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static void AssertJson(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
}
