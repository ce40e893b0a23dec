using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Indicators;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Indicators;

/// <summary>What a test asks of a source, and what it expects to get.</summary>
internal static class Requests
{
    public static IndicatorRequest Of(IndicatorSpec indicator, DateTimeOffset after, DateTimeOffset until, TimeSpan? step = null) =>
        new("prod", indicator, Specs.Valid().ScaleTargetRef, after, until, step ?? TimeSpan.FromMinutes(1));

    public static async Task<IndicatorReading.Samples> SamplesAsync(this IIndicatorSource source, IndicatorRequest request) =>
        Assert.IsType<IndicatorReading.Samples>(await source.ReadAsync(request, TestContext.Current.CancellationToken));

    public static async Task<IndicatorReading.Failed> FailedAsync(this IIndicatorSource source, IndicatorRequest request) =>
        Assert.IsType<IndicatorReading.Failed>(await source.ReadAsync(request, TestContext.Current.CancellationToken));
}
