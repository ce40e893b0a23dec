using Headroom.Scaling.Policies;
using Headroom.Simulation.Scaling;

namespace Headroom.Bench.Replays;

/// <summary>The policies that are compared, made for a window and a target.</summary>
internal static class PolicyRoster
{
    /// <summary>The price of risk alone: what a policy can do in this simulator.</summary>
    public const string Ours = nameof(PolicyKind.RiskPrice);

    /// <summary>What an autoscaler runs by default, over the same forecast: the planner, with its reactive floor and its costs of changes.</summary>
    public const string Default = nameof(PolicyKind.Headroom);

    public static readonly string[] Bacc = ["Bacc", "BaccClamped"];

    public static readonly string[] Names = [Ours, Default, .. Bacc, "OptScaler", "Autopilot", "Kpa", "Hpa"];

    private const int MostReplicas = 10_000;

    private static readonly TimeSpan BudgetWindow = TimeSpan.FromDays(7);
    private static readonly TimeSpan BaccWindow = TimeSpan.FromMinutes(720);

    /// <param name="allowed">Share of steps that may be violated.</param>
    public static IScalingPolicy Make(string name, ReplayWindow window, ForecastTrack track, double allowed)
    {
        var (line, lead) = (UtilizationLine.Bacc, window.Lead);
        var residuals = Math.Max((int)(BaccWindow / TimeSpan.FromDays(1) * window.Day), 50);
        return name switch
        {
            Default => new PlannerPolicy(PlannerShape.Of(line, allowed, lead, TimeSpan.FromDays(1) / window.Day, BudgetWindow, replicaCostPerHour: 1, min: 1, max: MostReplicas)),
            "Bacc" => new BaccPolicy(line, allowed, lead, residuals, isClamped: false),
            "BaccClamped" => new BaccPolicy(line, allowed, lead, residuals, isClamped: true),
            _ => ReplayPolicies.Make(Enum.Parse<PolicyKind>(name), window, track, line, allowed),
        };
    }
}
