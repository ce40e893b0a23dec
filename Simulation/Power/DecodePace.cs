namespace Headroom.Simulation.Power;

/// <summary>How fast a batch decodes and what its server draws meanwhile.</summary>
internal readonly record struct DecodePace(double TurnsPerSecond, double SecondsPerTurn, double Watts);
