namespace Headroom.Placement.Fleet.Following;

/// <summary>What a decision is made from.</summary>
/// <param name="Counts">GPUs by offer, started or starting, without those that are leaving.</param>
/// <param name="Available">The most of each offer that can be had, those in use included.</param>
/// <param name="Soon">Equally likely demands, requests/s, while a node serves that is started now, until the next one could.</param>
/// <param name="Later">Equally likely peaks of the demand over the time in which a node must be of no use before it goes.</param>
public sealed record FleetSituation(IReadOnlyList<int> Counts, IReadOnlyList<int> Available, IReadOnlyList<double> Soon, IReadOnlyList<double> Later);
