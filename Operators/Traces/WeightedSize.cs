namespace Headroom.Operators.Traces;

/// <summary>One size of request, in tokens, and how much of the load has it.</summary>
public sealed record WeightedSize(int Input, int Output, double Weight);
