namespace Headroom.Simulation.Power.Histories;

/// <summary>What one priority's servers do at an instant with nothing held back.</summary>
/// <param name="Decode">Draw above idle without prefill, watts.</param>
/// <param name="Prefill">Servers in prefill; not whole.</param>
internal readonly record struct GroupLoad(double Decode, double Prefill);
