namespace Headroom.Operators.Traces;

/// <summary>Who was asked for when.</summary>
/// <param name="Services">Names, in the order of first use.</param>
/// <param name="Rows">In order of time, at least one.</param>
/// <param name="Dropped">Rows without a service or a duration, which were left out.</param>
public sealed record RequestTrace(IReadOnlyList<string> Services, IReadOnlyList<RequestRow> Rows, int Dropped);
