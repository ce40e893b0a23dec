namespace Headroom.Operators.Indicators;

/// <summary>A kind of signal. Outages are answers, not exceptions; only cancellation throws.</summary>
internal interface IIndicatorSource
{
    Task<IndicatorReading> ReadAsync(IndicatorRequest request, CancellationToken ct);
}
