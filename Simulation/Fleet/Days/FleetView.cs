namespace Headroom.Simulation.Fleet.Days;

/// <summary>What a policy sees at the beginning of a minute.</summary>
/// <param name="Day">Nothing of it from this minute on, but for the oracle.</param>
/// <param name="Minute">Now.</param>
/// <param name="Counts">GPUs by offer, ready or starting, without those that are leaving.</param>
/// <param name="Available">The most of each offer, those in use included.</param>
public sealed record FleetView(FleetDay Day, int Minute, IReadOnlyList<int> Counts, IReadOnlyList<int> Available);
