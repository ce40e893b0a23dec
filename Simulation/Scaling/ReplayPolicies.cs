using Headroom.Scaling.Policies;

namespace Headroom.Simulation.Scaling;

/// <summary>Published policies made for a window, threshold policies tuned to the target on its training part alone.</summary>
public static class ReplayPolicies
{
    // Shares of a replica's capacity that a threshold fills.
    private static readonly double[] Shares = [0.25, 0.375, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

    /// <param name="kind">Any but Headroom.</param>
    /// <param name="allowed">Share of steps that may be violated.</param>
    public static IScalingPolicy Make(
        PolicyKind kind, ReplayWindow window, ForecastTrack track, UtilizationLine line, double allowed, ReplayBounds? bounds = null)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (kind is not (PolicyKind.Hpa or PolicyKind.Kpa))
        {
            return PolicyFactory.Make(kind, line, allowed, window.Lead, window.Day);
        }

        // A threshold has no idea of a target: its user tunes it on what was.
        var rehearsal = window with { Loads = window.Loads[..window.Training], Training = window.Training / 2 };
        IScalingPolicy With(double share) => PolicyFactory.Make(kind, line, allowed, window.Lead, window.Day, share);
        return With(Shares.MinBy(s => Math.Abs(PolicyReplay.Run(With(s), rehearsal, track, line, bounds).ViolationShare - allowed)));
    }
}
