using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("250m", "0.25")]
    [InlineData("2Gi", "2147483648")]
    [InlineData("1e3", "1000")]
    [InlineData("1E", "1000000000000000000")]
    [InlineData("1E2", "100")]
    [InlineData("-1.5k", "-1500")]
    [InlineData("+3", "3")]
    [InlineData(".5", "0.5")]
    [InlineData("7Ei", "8070450532247928832")]
    [InlineData("1n", "0.000000001")]
    public void Parse_SuffixOrExponent_IsExact(string text, string expected)
    {
        var value = Quantity.Parse(text).Value;

        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("1 Gi")]
    [InlineData("1kI")]
    [InlineData("1.2.3")]
    [InlineData("1e99")]
    [InlineData("--1")]
    public void TryParse_NoQuantity_IsFalse(string text) => Assert.False(Quantity.TryParse(text, out _));

    [Fact]
    public void ToString_AnyNanos_ParsesBackToTheSameValue() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<long>(),
                nanos =>
                {
                    var quantity = new Quantity(nanos * 0.000_000_001m);
                    return Quantity.Parse(quantity.ToString()) == quantity;
                })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Json_NumberOrString_ReadsTheSame()
    {
        var json = """{"capacity":{"cpu":"1500m","pods":110,"x":1.5}}""";

        var status = JsonSerializer.Deserialize(json, KubernetesJson.Default.NodeStatus);

        Assert.Equal(new Quantity(1.5m), status?.Capacity?["cpu"]);
        Assert.Equal(new Quantity(110), status?.Capacity?["pods"]);
        Assert.Equal(new Quantity(1.5m), status?.Capacity?["x"]);
    }
}
