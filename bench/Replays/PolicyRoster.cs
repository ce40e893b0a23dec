using Headroom.Scaling.Policies;
using Headroom.Simulation.Scaling;

namespace Headroom.Bench.Replays;

/// <summary>The policies that are compared, made for a window and a target.</summary>
internal static class PolicyRoster
{
    public const string Ours = "Headroom";

    public static readonly string[] Bacc = ["Bacc", "BaccClamped"];

    public static readonly string[] Names = [Ours, .. Bacc, "OptScaler", "Autopilot", "Kpa", "Hpa"];

    private static readonly TimeSpan BaccWindow = TimeSpan.FromMinutes(720);
    private static readonly double[] Margins = [0.2, 0.25, 0.3, 0.34, 0.38, 0.42, 0.46, 0.5];

    /// <param name="allowed">Share of steps that may be violated.</param>
    public static IScalingPolicy Make(string name, ReplayWindow window, ForecastTrack track, double allowed)
    {
        var (line, lead) = (UtilizationLine.Bacc, window.Lead);
        var residuals = Math.Max((int)(BaccWindow / TimeSpan.FromDays(1) * window.Day), 50);
        return name switch
        {
            Ours => new RiskPricePolicy(line, allowed, lead),
            "Bacc" => new BaccPolicy(line, allowed, lead, residuals, isClamped: false),
            "BaccClamped" => new BaccPolicy(line, allowed, lead, residuals, isClamped: true),
            "OptScaler" => new OptScalerPolicy(line, allowed, lead, residuals),
            "Autopilot" => new AutopilotPolicy(line, allowed, Math.Max(window.Day / 2, 1)),
            "Hpa" => Calibrated(window, track, allowed, margin => new HpaPolicy(line, margin, lead)),
            "Kpa" => Calibrated(window, track, allowed, margin => new KpaPolicy(line, (margin - line.Base) / (line.Limit - line.Base), 1)),
            _ => throw new ArgumentException($"there is no policy {name}", nameof(name)),
        };
    }

    // A threshold has no idea of a target: its user tunes it on what was, so does this, on the training part alone.
    private static IScalingPolicy Calibrated(ReplayWindow window, ForecastTrack track, double allowed, Func<double, IScalingPolicy> make)
    {
        var rehearsal = window with { Loads = window.Loads[..window.Training], Training = window.Training / 2 };
        var best = Margins.MinBy(m => Math.Abs(PolicyReplay.Run(make(m), rehearsal, track, UtilizationLine.Bacc).ViolationShare - allowed));
        return make(best);
    }
}
