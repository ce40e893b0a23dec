using Headroom.Operators.Text;

namespace Headroom.Operators.Tests.Text;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("1ms", 0.001)]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("2h", 7_200)]
    [InlineData("14d", 1_209_600)]
    [InlineData("1w", 604_800)]
    public void TryParse_NumberAndUnit_IsThatLong(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("m")]
    [InlineData("0s")]
    [InlineData("-1m")]
    [InlineData("1.5h")]
    [InlineData("1h30m")]
    [InlineData("1 m")]
    [InlineData("1y")]
    [InlineData("٣m")]
    [InlineData("123456789s")]
    [InlineData("99999999w")]
    [InlineData("99999999d")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(0.25, "250ms")]
    [InlineData(61, "61s")]
    [InlineData(5_400, "90m")]
    [InlineData(86_400, "1d")]
    [InlineData(90_000, "25h")]
    public void Format_Duration_TakesTheLargestUnitThatKeepsItWhole(double seconds, string text) =>
        Assert.Equal(text, DurationText.Format(TimeSpan.FromSeconds(seconds)));
}
