namespace Headroom.Simulation.Power;

/// <summary>One request's work at the highest clock.</summary>
/// <param name="Seconds">Of prefill.</param>
/// <param name="Share">Draw of prefill, share of TDP.</param>
/// <param name="Tokens">To write, ≥ 1.</param>
internal readonly record struct RequestSize(float Seconds, float Share, int Tokens);
