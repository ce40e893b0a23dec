namespace Headroom.Kubernetes.Tests;

public sealed class IntOrStringTests
{
    [Theory]
    [InlineData("25%", 10, true, 3)]
    [InlineData("25%", 10, false, 2)]
    [InlineData("100%", 7, false, 7)]
    [InlineData("0%", 7, true, 0)]
    public void Resolve_Percentage_RoundsAsAsked(string text, int total, bool up, int expected) =>
        Assert.Equal(expected, new IntOrString(text).Resolve(total, up));

    [Fact]
    public void Resolve_Number_IgnoresTheTotal() => Assert.Equal(3, new IntOrString(3).Resolve(100, roundUp: true));

    [Fact]
    public void Resolve_PortName_Throws() =>
        Assert.Throws<FormatException>(() => new IntOrString("http").Resolve(1, roundUp: true));

    [Theory]
    [InlineData("3")]
    [InlineData("\"25%\"")]
    [InlineData("\"http\"")]
    public void Json_NumberOrText_StaysWhatItWas(string json)
    {
        var options = System.Text.Json.JsonSerializerOptions.Default;

        var value = System.Text.Json.JsonSerializer.Deserialize<IntOrString>(json, options);

        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(value, options));
    }
}
