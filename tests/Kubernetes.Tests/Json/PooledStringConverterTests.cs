using System.Text.Json;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Tests.Json;

public sealed class PooledStringConverterTests
{
    [Fact]
    public void Read_TheSameWordInTwoObjects_IsOneInstance()
    {
        var (first, second) = (Read("""{"namespace":"team-blue"}"""), Read("""{"namespace":"team-blue"}"""));

        Assert.Equal("team-blue", first.Namespace);
        Assert.Same(first.Namespace, second.Namespace);
    }

    [Theory]
    [InlineData("\"grün\"", "grün")]
    [InlineData("\"a\\nb \\u00e9\"", "a\nb é")]
    [InlineData("\"\"", "")]
    [InlineData("null", null)]
    [InlineData("\"0123456789012345678901234567890123456789-longer-than-pooled\"", "0123456789012345678901234567890123456789-longer-than-pooled")]
    public void Read_AnyString_IsThatString(string json, string? expected)
    {
        var key = json == "null" ? "\"k\"" : json;

        var read = Read($$"""{"name":{{json}},"labels":{ {{key}}:"v" } }""");

        Assert.Equal(expected, read.Name);
        Assert.Equal("v", Assert.Single(read.Labels!).Value);
        Assert.Equal(expected ?? "k", Assert.Single(read.Labels!).Key);
    }

    [Fact]
    public void Read_ANumberForAString_NamesTheField()
    {
        var refused = Assert.Throws<JsonException>(() => Read("""{"name":7}"""));

        Assert.Contains("$.name", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ObjectJustRead_IsUnchanged()
    {
        const string Text = """{"name":"a \u0022b\u0022","labels":{"k \u0022":"v"}}""";

        Assert.Equal(Text, JsonSerializer.Serialize(Read(Text), KubernetesJson.Default.ObjectMeta));
    }

    private static ObjectMeta Read(string json) => JsonSerializer.Deserialize(json, KubernetesJson.Default.ObjectMeta)!;
}
