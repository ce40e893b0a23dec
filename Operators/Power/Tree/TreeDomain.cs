using Headroom.Operators.Power.Settings;

namespace Headroom.Operators.Power.Tree;

/// <summary>A feed in its place.</summary>
/// <param name="Name">Of the PowerDomain.</param>
/// <param name="Parent">Index of the feed above, smaller than its own; −1 for a root.</param>
internal sealed record TreeDomain(string Name, int Parent, PowerSettings Settings);
