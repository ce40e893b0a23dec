using Headroom.NodeAgent.Pods;

namespace Headroom.NodeAgent.Energy;

/// <summary>A card's energy over an interval.</summary>
/// <param name="Millijoules">All of it.</param>
/// <param name="Holders">The pods that hold the card, with their weights.</param>
/// <param name="Unheld">Weight of MIG slices that no pod holds; zero for a card without MIG.</param>
internal sealed record CardUse(ulong Millijoules, IReadOnlyList<(PodName Pod, ulong Weight)> Holders, ulong Unheld);
