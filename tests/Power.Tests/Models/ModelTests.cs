using Headroom.Power.Models;
using Headroom.Units;

namespace Headroom.Power.Tests.Models;

public sealed class ModelTests
{
    [Fact]
    public void PrefillPower_A100At1110_IsAFifthLower() =>
        Assert.Equal(.80, GpuCatalog.A100.Curve.PrefillPower(1110.0 / 1410), .01);

    [Fact]
    public void PrefillTime_H100AtHalfItsPowerLimit_Is30PercentLonger()
    {
        var ratio = GpuCatalog.H100.RatioUnder(Watts.FromWatts(350), 1);

        Assert.Equal(1.30, ClockCurve.PrefillTime(ratio), .02);
    }

    [Fact]
    public void PrefillRatio_AnyShare_IsTheInverseOfPower() =>
        Assert.Equal(.9, GpuCatalog.A100.Curve.PrefillPower(GpuCatalog.A100.Curve.PrefillRatio(.9)), 1e-9);

    [Fact]
    public void Require_UnknownProduct_NamesItAndThoseKnown()
    {
        var error = Assert.Throws<ArgumentException>(() => GpuCatalog.Require("Abacus"));

        Assert.Contains("'Abacus'", error.Message, StringComparison.Ordinal);
        Assert.Contains("A100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_ClockOutsideTheRange_SaysTheRange()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => GpuCatalog.A100.Checked(new Megahertz(1500)));

        Assert.Contains("1500 MHz is outside 210 MHz to 1410 MHz", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LimitFor_ServerDraw_IsWhatTheServerThenDraws()
    {
        var limit = ServerModel.DgxA100.LimitFor(Watts.FromWatts(4000));

        Assert.Equal(4000, ServerModel.DgxA100.WattsAt(limit.ToWatts() / 400), .1);
    }

    [Fact]
    public void LimitFor_DrawBelowTheLowestLimit_IsRefusedWithTheNumbers() =>
        Assert.Contains("100 W", Assert.Throws<ArgumentException>(() => ServerModel.DgxA100.LimitFor(Watts.FromWatts(1600))).Message, StringComparison.Ordinal);

    [Fact]
    public void CapTable_LowerClocks_DrawLessAndTakeLonger()
    {
        var table = Policies.Rows.Table();

        Assert.Equal(table.DecodeWatts.OrderDescending(), table.DecodeWatts);
        Assert.Equal(table.PrefillRatio.OrderDescending(), table.PrefillRatio);
        Assert.Equal(table.Slowdown.Order(), table.Slowdown);
    }

    [Theory]
    [InlineData("NVIDIA A100-SXM4-80GB")]
    [InlineData("NVIDIA-A100-SXM4-80GB")]
    public void Find_TheNameOfTheDriverOrOfTheLabel_IsTheSameProduct(string name) => Assert.Same(GpuCatalog.A100, GpuCatalog.Find(name));
}
