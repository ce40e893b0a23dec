namespace Headroom.Simulation.Power.Histories;

/// <summary>The highest draw in each of some equal parts of the time, watts.</summary>
/// <param name="Controlled">Under the policy.</param>
/// <param name="Free">With nothing held back.</param>
public sealed record DrawTrack(IReadOnlyList<double> Controlled, IReadOnlyList<double> Free);
