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
            _ => ReplayPolicies.Make(Enum.Parse<PolicyKind>(name), window, track, line, allowed),
        };
    }
}
