using Headroom.ControlPlane.Api.Manifests;

namespace Headroom.ControlPlane.Api.Tests.Manifests;

public sealed class LineDiffTests
{
    [Fact]
    public void Between_TheSame_IsNothing() => Assert.Empty(LineDiff.Between("a\nb\n", "a\nb\n"));

    [Fact]
    public void Between_OneLineOfMany_KeepsThreeAroundAndCountsTheRest()
    {
        var before = string.Join('\n', Enumerable.Range(0, 20));

        var diff = LineDiff.Between(before, before.Replace("10\n", "ten\n", StringComparison.Ordinal));

        Assert.Equal(
            ["Skipped 7 lines", "Same 7", "Same 8", "Same 9", "Removed 10", "Added ten", "Same 11", "Same 12", "Same 13", "Skipped 6 lines"],
            diff.Select(static l => $"{l.Kind} {l.Text}"));
    }

    [Theory]
    [InlineData("a\nb\nc\nd", "b\nc\nx\nd\ne")]
    [InlineData("", "a\nb")]
    [InlineData("a\na\na", "a\nb\na")]
    [InlineData("x\ny", "y\nx")]
    public void Between_Any_ReadsAsBothTexts(string before, string after)
    {
        var diff = LineDiff.Between(before, after);

        Assert.Equal(before, string.Join('\n', diff.Where(static l => l.Kind != "Added").Select(static l => l.Text)));
        Assert.Equal(after, string.Join('\n', diff.Where(static l => l.Kind != "Removed").Select(static l => l.Text)));
    }
}
