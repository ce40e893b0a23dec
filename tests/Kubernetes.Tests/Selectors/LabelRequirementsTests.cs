using Headroom.Kubernetes.Selectors;

namespace Headroom.Kubernetes.Tests.Selectors;

public sealed class LabelRequirementsTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["app"] = "chat", ["tier"] = "web", ["n"] = "5" };

    [Theory]
    [InlineData("", true)]
    [InlineData("app=chat", true)]
    [InlineData("app==chat , tier in (web, api)", true)]
    [InlineData("app!=chat", false)]
    [InlineData("other!=x", true)]
    [InlineData("tier notin (web)", false)]
    [InlineData("other notin (web)", true)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("!other", true)]
    [InlineData("n>4", true)]
    [InlineData("n<5", false)]
    [InlineData("app>1", false)]
    [InlineData("app=", false)]
    public void Matches_Selector_AsApimachinery(string selector, bool expected)
    {
        var requirements = LabelRequirements.Parse(selector);

        Assert.Equal(expected, requirements.Matches(Labels));
        Assert.Equal(expected, LabelRequirements.Parse(requirements.ToString()).Matches(Labels));
    }

    [Theory]
    [InlineData("app in chat")]
    [InlineData("app,")]
    [InlineData(",app")]
    [InlineData("app ~ b")]
    [InlineData("n>x")]
    [InlineData("in (a")]
    public void Parse_NoSelector_Throws(string text) =>
        Assert.Throws<FormatException>(() => LabelRequirements.Parse(text));

    [Fact]
    public void ToString_LabelSelector_IsSelectorSyntax()
    {
        var selector = new LabelSelector
        {
            MatchLabels = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" },
            MatchExpressions = [new LabelSelectorExpression { Key = "c", Operator = "NotIn", Values = ["x", "y"] }],
        };

        Assert.Equal("a=1,b=2,c notin (x,y)", selector.ToString());
    }
}
