namespace Headroom.Operators.Traces;

/// <summary>One row: its time and the values of the numeric columns.</summary>
internal readonly record struct TraceRow(DateTimeOffset Time, float[] Values);
