using System.Text.Json.Nodes;
using Headroom.LocalCluster.Selectors;

namespace Headroom.LocalCluster.Tests.Selectors;

public sealed class SelectorTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("a=1", true)]
    [InlineData("a==1,b=2", true)]
    [InlineData("a!=1", false)]
    [InlineData("c!=1", true)]
    [InlineData("a in (1, 3),b", true)]
    [InlineData("a notin (1)", false)]
    [InlineData("!c", true)]
    [InlineData("!a", false)]
    [InlineData("c", false)]
    public void LabelSelector_Parse_MatchesAsKubectlDoes(string text, bool expected)
    {
        var labels = new JsonObject { ["a"] = "1", ["b"] = "2" };

        Assert.Equal(expected, LabelSelector.Parse(text).Matches(labels));
    }

    [Theory]
    [InlineData("a in 1")]
    [InlineData("=b")]
    public void LabelSelector_Parse_RefusesNonsense(string text) =>
        Assert.Throws<FormatException>(() => LabelSelector.Parse(text));
}
