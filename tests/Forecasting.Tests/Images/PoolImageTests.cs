using Headroom.Forecasting.Images;
using Headroom.Forecasting.Members;
using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Tests.Images;

public sealed class PoolImageTests
{
    private const int Season = 144;

    private static readonly ForecastSettings Settings = new(6, [Season]);

    [Theory]
    [InlineData(MemberSet.Cheap)]
    [InlineData(MemberSet.Full)]
    [InlineData(MemberSet.Harmony)]
    public void TryRead_WhatWasWritten_PredictsAndLearnsTheSame(MemberSet members)
    {
        double[] values = [.. Series.DayNight(6 * Season, Season, seed: 1)];
        var (history, covariate) = (Series.Of(values[..(5 * Season)]), Series.Of(values[..(5 * Season)].Select(v => v / 3)));
        var pool = PoolFitter.TryFit([history, covariate], Settings with { Members = members })!;

        var restored = PoolImage.TryRead(PoolImage.TryWrite(pool)!)!;
        for (var t = 5 * Season; t < values.Length; t++)
        {
            history.Append(Series.Start + t * history.Step, values[t]);
            covariate.Append(Series.Start + t * history.Step, values[t] / 3);
            pool.Learn([history, covariate]);
            restored.Learn([history, covariate]);
        }

        Assert.Equal(pool.Members, restored.Members);
        Assert.Equal(pool.RelativeCrps, restored.RelativeCrps);
        Assert.Equal(
            pool.TryPredict([history, covariate])!.Paths.At(6).Values.ToArray(), restored.TryPredict([history, covariate])!.Paths.At(6).Values.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(500)]
    public void TryRead_OneByteDiffers_IsNotTrusted(int at)
    {
        var image = PoolImage.TryWrite(Fitted())!;
        image[at] ^= 0x10;

        Assert.Null(PoolImage.TryRead(image));
    }

    [Fact]
    public void TryRead_CutOff_IsNotTrusted()
    {
        var image = PoolImage.TryWrite(Fitted())!;

        Assert.Null(PoolImage.TryRead(image[..^1]));
        Assert.Null(PoolImage.TryRead(image[..4]));
        Assert.Null(PoolImage.TryRead([]));
    }

    [Fact]
    public void TryWrite_OneMemberAlone_HasNoImage() => Assert.Null(PoolImage.TryWrite(Fitted().Only(0)));

    private static ForecastPool Fitted() => PoolFitter.TryFit([Series.Of(Series.DayNight(4 * Season, Season, seed: 3))], Settings)!;
}
