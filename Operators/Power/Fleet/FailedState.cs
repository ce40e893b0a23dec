using Headroom.Units;

namespace Headroom.Operators.Power.Fleet;

/// <summary>Most that each feed can draw once no lease is renewed, in the order of the tree's domains.</summary>
/// <param name="Confirmed">As far as nodes have confirmed what they keep.</param>
/// <param name="Planned">If all kept what is planned for them.</param>
internal sealed record FailedState(IReadOnlyList<Watts> Confirmed, IReadOnlyList<Watts> Planned);
