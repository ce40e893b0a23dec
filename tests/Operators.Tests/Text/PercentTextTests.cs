using Headroom.Operators.Text;

namespace Headroom.Operators.Tests.Text;

public sealed class PercentTextTests
{
    [Theory]
    [InlineData("99.5%", 0.995)]
    [InlineData("0%", 0)]
    [InlineData("100%", 1)]
    public void TryParse_Percentage_IsItsFraction(string text, double fraction)
    {
        Assert.True(PercentText.TryParse(text, out var parsed));
        Assert.Equal(fraction, parsed, 12);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("99")]
    [InlineData("-1%")]
    [InlineData("99 %")]
    [InlineData("9,9%")]
    [InlineData("NaN%")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(PercentText.TryParse(text, out _));
}
