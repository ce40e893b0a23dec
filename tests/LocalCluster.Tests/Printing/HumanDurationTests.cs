using Headroom.LocalCluster.Printing;

namespace Headroom.LocalCluster.Tests.Printing;

public sealed class HumanDurationTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(125, "2m5s")]
    [InlineData(10_799, "179m")]
    [InlineData(11_000, "3h3m")]
    [InlineData(100_000, "27h")]
    [InlineData(200_000, "2d7h")]
    [InlineData(86_400 * 30, "30d")]
    [InlineData(86_400L * 365 * 3, "3y")]
    public void Format_FollowsTheStepsOfApimachinery(long seconds, string expected) =>
        Assert.Equal(expected, HumanDuration.Format(TimeSpan.FromSeconds(seconds)));
}
