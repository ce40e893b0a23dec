namespace Headroom.Operators.Traces;

/// <summary>One evenly spaced series for each server.</summary>
/// <param name="Start">Time of the first value.</param>
/// <param name="Step">Spacing.</param>
/// <param name="Servers">Names, in the order of the source.</param>
/// <param name="Values">By server, each as long as the others; NaN where there is none.</param>
public sealed record ServerTrace(DateTimeOffset Start, TimeSpan Step, IReadOnlyList<string> Servers, IReadOnlyList<float[]> Values);
