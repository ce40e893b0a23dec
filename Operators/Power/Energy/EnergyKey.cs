namespace Headroom.Operators.Power.Energy;

/// <summary>Whose energy, and when.</summary>
/// <param name="Hour">Start of the hour, UTC.</param>
/// <param name="Namespace">Of the pod; empty for what the node's GPUs drew without one.</param>
/// <param name="Pod">Empty likewise.</param>
public readonly record struct EnergyKey(DateTimeOffset Hour, string Node, string Namespace, string Pod);
