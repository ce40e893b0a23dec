using Headroom.Units;

namespace Headroom.Power.Safety;

/// <summary>The limits that nodes keep without a lease, or where none fit.</summary>
/// <param name="Limits">Per node and GPU, in whole watts; the lowest ones under a feed where nothing fits.</param>
/// <param name="Infeasible">Feeds whose worst case passes their budget even at the lowest limits.</param>
public sealed record SafeLimits(IReadOnlyList<IReadOnlyList<Watts>> Limits, IReadOnlyList<SafeLimitShortfall> Infeasible);

/// <summary>A feed that cannot be made safe by limits.</summary>
/// <param name="Domain">Its name.</param>
/// <param name="Least">Worst case at the lowest limits.</param>
/// <param name="Budget">What it may draw.</param>
public sealed record SafeLimitShortfall(string Domain, Watts Least, Watts Budget);
