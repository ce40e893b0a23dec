namespace Headroom.Operators.Indicators;

/// <summary>One value at one time, indicator's unit.</summary>
internal readonly record struct IndicatorSample(DateTimeOffset Time, double Value);
