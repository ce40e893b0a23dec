using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Schemas;

namespace Headroom.LocalCluster.Tests.Schemas;

public sealed class SchemaTests
{
    private static readonly StructuralSchema Schema = StructuralSchema.Parse(Golden.AutopilotSchema());

    [Fact]
    public void Apply_MissingMembers_TakeNestedDefaults()
    {
        var json = Parse("""{"spec":{"target":{"name":"a"},"indicators":[{"name":"x"}]}}""");

        SchemaDefaulting.Apply(json, Schema);

        var spec = json.Obj("spec");
        Assert.Equal("5m", spec.Obj("behavior").Str("window"));
        Assert.Equal("Deployment", spec.Obj("target").Str("kind"));
        Assert.Equal("25%", spec.Str("surge"));
        Assert.Equal(1, spec.Arr("indicators").Objects().Single().Int("weight"));
    }

    [Fact]
    public void Prune_UnknownMembers_AreRemovedAndNamed()
    {
        var json = Parse("""{"apiVersion":"v","kind":"k","metadata":{},"spec":{"a":1,"indicators":[{"name":"x","b":1}],"labels":{"any":"x"},"extra":{"kept":{}}},"c":1}""");
        var unknown = new List<string>();

        SchemaPruning.Prune(json, Schema, isResource: true, "", unknown);

        Assert.Equal(["spec.a", "spec.indicators[0].b", "c"], unknown.OrderBy(u => u.Length == 1 ? 2 : u.Length > 8 ? 1 : 0));
        Assert.NotNull(json.Obj("spec").Obj("extra").Obj("kept"));
        Assert.Equal("x", json.Obj("spec").Obj("labels").Str("any"));
    }

    [Theory]
    [InlineData("""{"maxReplicas":0}""", "spec.maxReplicas", "Invalid value: 0: spec.maxReplicas in body should be greater than or equal to 1")]
    [InlineData("""{"mode":"No"}""", "spec.mode", "Unsupported value: \"No\": supported values: \"Recommend\", \"Apply\"")]
    [InlineData("""{"surge":1.5}""", "spec.surge", "Invalid value: \"number\": spec.surge in body must be of type integer,string: \"number\"")]
    [InlineData("""{"target":{"name":""}}""", "spec.target.name", "Invalid value: \"\": spec.target.name in body should be at least 1 chars long")]
    [InlineData("""{"target":{"name":"A"}}""", "spec.target.name", "Invalid value: \"A\": spec.target.name in body should match '^[a-z0-9-]+$'")]
    [InlineData("""{"target":null}""", "spec.target", "Invalid value: \"null\": spec.target in body must be of type object: \"null\"")]
    [InlineData("""{"labels":{"a":1}}""", "spec.labels.a", "Invalid value: \"integer\": spec.labels.a in body must be of type string: \"integer\"")]
    [InlineData("""{"indicators":[{}]}""", "spec.indicators[0].name", "Required value")]
    [InlineData("""{"indicators":[{"name":"a"},{"name":"a"}]}""", "spec.indicators[1]", "Duplicate value: {\"name\":\"a\"}")]
    public void Validate_AWrongValue_IsWordedAsTheApiServerDoes(string spec, string field, string message)
    {
        var errors = new List<FieldError>();

        SchemaValidation.Validate(Parse(spec), Schema.Properties["spec"], "spec", errors);

        Assert.Contains(errors, e => e.Field == field && e.Message == message);
    }

    [Fact]
    public void Validate_AGoodValue_HasNoErrors()
    {
        var errors = new List<FieldError>();

        SchemaValidation.Validate(
            Parse("""{"target":{"name":"a"},"maxReplicas":3,"surge":2,"mode":"Apply"}"""), Schema.Properties["spec"], "spec", errors);

        Assert.Empty(errors);
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
