namespace Headroom.Operators.Traces;

/// <summary>A trace as evenly spaced values.</summary>
/// <param name="Start">Time of the first value, as the file has it.</param>
/// <param name="Step">Spacing.</param>
/// <param name="Values">Value column's unit; NaN where the file has a gap. For a file of single requests: requests per step.</param>
/// <param name="Column">The column that was read; "requests" where rows were counted.</param>
/// <param name="Gaps">Steps without a row.</param>
public sealed record TraceFile(DateTimeOffset Start, TimeSpan Step, IReadOnlyList<float> Values, string Column, int Gaps);
