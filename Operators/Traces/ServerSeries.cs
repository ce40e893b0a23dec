namespace Headroom.Operators.Traces;

/// <summary>What one server's rows say, in the order of time.</summary>
internal sealed record ServerSeries(string Name, List<(DateTimeOffset Time, float Value)> Rows);
