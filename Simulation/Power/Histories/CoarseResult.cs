namespace Headroom.Simulation.Power.Histories;

/// <summary>What a history cannot tell whose samples are too far apart.</summary>
/// <param name="SwingShare">How far the row is taken to swing around its samples, one standard deviation, of its draw above idle.</param>
/// <param name="SwingSeconds">For how long at a time.</param>
/// <param name="FullServers">Servers that fit with all of them at their name plates at once: the one number that needs no history.</param>
/// <param name="SmoothFreeBound">Servers that fit with nothing held back, if nothing happened between two samples.</param>
/// <param name="Smooth">Policies, in the same order, if nothing happened between two samples.</param>
public sealed record CoarseResult(
    double SwingShare, double SwingSeconds, int FullServers, int SmoothFreeBound, IReadOnlyList<PolicyResult> Smooth);
