using System.Text.Json.Nodes;
using Headroom.LocalCluster.Printing;

namespace Headroom.LocalCluster.Tests.Printing;

public sealed class JsonPathTests
{
    private const string Text = """{"spec":{"n":3,"list":[{"name":"a","v":1},{"name":"b","v":2}]},"metadata":{"labels":{"x.y/z":"q"}}}""";

    [Theory]
    [InlineData(".spec.n", "3")]
    [InlineData(".spec.list[1].name", "b")]
    [InlineData(".spec.list[-1].v", "2")]
    [InlineData(".spec.list[*].name", "a")]
    [InlineData(".spec.list[?(@.name==\"b\")].v", "2")]
    [InlineData(".spec.list[?(@.name!='a')].v", "2")]
    [InlineData(".metadata.labels.x\\.y/z", "q")]
    [InlineData(".metadata.labels['x.y/z']", "q")]
    [InlineData(".spec.missing.deep", null)]
    [InlineData(".spec.list[7].name", null)]
    public void First_OfAPath_IsTheFirstMatch(string path, string? expected) =>
        Assert.Equal(expected, JsonPath.Parse(path).First(JsonNode.Parse(Text)!)?.ToString());

    [Theory]
    [InlineData(".a[b]")]
    [InlineData(".a[0")]
    public void Parse_OfAnUnknownSegment_Throws(string path) => Assert.Throws<FormatException>(() => JsonPath.Parse(path));
}
