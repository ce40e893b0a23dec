using Headroom.Units;

namespace Headroom.Operators.Power.Measuring;

/// <summary>What a feed's own meter says.</summary>
/// <param name="Draw">Null where it gives nothing fresh: nothing is released then.</param>
/// <param name="Failure">Why not: what was asked, what it answered, what was expected.</param>
internal readonly record struct FeedReading(Watts? Draw, string? Failure)
{
    public static FeedReading Of(Watts draw) => new(draw, null);

    public static FeedReading Failed(string why) => new(null, why);
}
