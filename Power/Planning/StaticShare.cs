using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Power.Planning;

/// <summary>What gated prefills of a domain may draw while nobody renews their allowance.</summary>
/// <remarks>
/// S = max(0, B · (1 − sensor error) − Σ servers · decode(floor) − Σ ungated servers · prefill(floor)): what is left with
/// every clock at its floor and everything that is never held in prefill at once. It moves with servers and budget alone,
/// not with load, so it can be promised ahead; caps can always make room for it. What a clock saves counts less by its
/// curve's uncertainty.
/// </remarks>
public static class StaticShare
{
    private const double SensorError = .005;

    /// <param name="groups">Of the domain.</param>
    /// <param name="servers">In each group, silent ones included.</param>
    /// <param name="budget">What is left for them: of the domain, less what is not in any group.</param>
    /// <returns>Of all gated levels together.</returns>
    /// <exception cref="ArgumentException">Another number of counts than groups.</exception>
    public static Watts Of(IReadOnlyList<PowerGroup> groups, ReadOnlySpan<int> servers, Watts budget)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count != servers.Length)
        {
            throw new ArgumentException($"{servers.Length} counts for {groups.Count} groups");
        }

        var free = budget.ToWatts() * (1 - SensorError);
        for (var g = 0; g < groups.Count; g++)
        {
            var caps = groups[g].Caps;
            var kept = 1 - caps.Server.Gpu.Curve.Uncertainty;
            var each = AtFloor(caps.DecodeWatts, kept) + (groups[g].IsGated ? 0 : AtFloor(caps.PrefillWatts, kept));
            free -= servers[g] * each;
        }

        return Watts.FromWatts(Math.Max(0, free));
    }

    private static double AtFloor(double[] watts, double kept) => watts[0] - kept * (watts[0] - watts[^1]);
}
