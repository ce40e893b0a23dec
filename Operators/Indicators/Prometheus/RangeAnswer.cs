namespace Headroom.Operators.Indicators.Prometheus;

/// <summary>What Prometheus said.</summary>
/// <param name="Series">All that the query returned.</param>
/// <param name="Note">Why the answer may be partial.</param>
/// <param name="Failure">Set where there is no answer.</param>
internal sealed record RangeAnswer(IReadOnlyList<RangeResponse.RangeSeries> Series, string? Note, IndicatorReading.Failed? Failure)
{
    public static RangeAnswer Failed(string reason, string message) => new([], null, new IndicatorReading.Failed(reason, message));
}
