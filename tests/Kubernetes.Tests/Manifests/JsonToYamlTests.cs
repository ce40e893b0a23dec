using System.Text.Json.Nodes;
using Headroom.Kubernetes.Manifests;

namespace Headroom.Kubernetes.Tests.Manifests;

public sealed class JsonToYamlTests
{
    private const string Odd = """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"odd","labels":{"on":"yes","1":"0x10"},"annotations":{}},
         "data":{"a":"true","b":"20","c":"1e3","d":"","e":"~","f":"99%","g":"12:30","h":"- x","i":"two\nlines\n","j":"key: value","k":" edge ","l":"# no comment",
                 "m":"null","n":"ünïcödé","o":"tab\there","p":"no newline\nat the end","q":"*alias","r":"Chat"},
         "numbers":[1,-2.5,0,true,false,null,[],{}]}
        """;

    [Fact]
    public void Write_OddValues_ReadBackTheSame()
    {
        var json = JsonNode.Parse(Odd)!;

        var back = Assert.Single(Manifest.ParseAll(JsonToYaml.Write(json))).Json;

        Assert.True(JsonNode.DeepEquals(json, back), $"{JsonToYaml.Write(json)}\n{back.ToJsonString()}");
    }

    [Fact]
    public void Write_AnObject_IsPlainWhereItCanBe() =>
        Assert.Equal(
            "kind: PredictiveAutoscaler\nspec:\n  mode: Apply\n  maxReplicas: 32\n  capacity:\n    perReplica: \"20\"\n",
            JsonToYaml.Write(JsonNode.Parse("""{"kind":"PredictiveAutoscaler","spec":{"mode":"Apply","maxReplicas":32,"capacity":{"perReplica":"20"}}}""")!));

    [Fact]
    public void ParseAll_ABracketThatIsNotClosed_IsAFormatError() =>
        Assert.Throws<FormatException>(() => Manifest.ParseAll("spec:\n  maxReplicas: [32\n  scaleTargetRef:\n    kind: Deployment\n"));
}
