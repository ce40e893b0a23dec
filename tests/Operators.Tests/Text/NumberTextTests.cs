using Headroom.Operators.Text;

namespace Headroom.Operators.Tests.Text;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(12, "12")]
    [InlineData(3.14159, "3.142")]
    [InlineData(0.012346, "0.01235")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(999.96, "1000")]
    [InlineData(123_456.7, "123457")]
    [InlineData(1_234_567, "1.235e6")]
    [InlineData(0.00012, "1.2e-4")]
    [InlineData(double.NaN, "unknown")]
    [InlineData(double.PositiveInfinity, "unknown")]
    public void Of_Number_ShowsFourDigitsAndNoNeedlessExponent(double value, string text) => Assert.Equal(text, NumberText.Of(value));

    [Theory]
    [InlineData(null, null)]
    [InlineData(double.NaN, null)]
    [InlineData(1.5, "1.5")]
    public void OfOptional_UnknownNumber_IsLeftOut(double? value, string? text) => Assert.Equal(text, NumberText.OfOptional(value));
}
