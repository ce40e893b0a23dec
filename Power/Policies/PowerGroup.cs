using Headroom.Power.Models;

namespace Headroom.Power.Policies;

/// <summary>Servers of one domain that are capped alike: one GPU product, one priority level.</summary>
/// <param name="Level">0 is the first to be slowed down; any number of levels.</param>
/// <param name="IsGated">Whether gateways hold this group's work back; never the highest level.</param>
public sealed record PowerGroup(string Name, int Level, CapTable Caps, bool IsGated);
