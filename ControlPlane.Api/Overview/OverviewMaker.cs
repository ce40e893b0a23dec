using Headroom.ControlPlane.Api.PowerDomains;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Records;

namespace Headroom.ControlPlane.Api.Overview;

/// <summary>Sums over what the controllers know.</summary>
internal static class OverviewMaker
{
    public const int PeakWindowDays = 7;

    private const string Formula =
        "Peak provisioning keeps, day and night, as many replicas as the highest demand of the last 7 days needs: demand ÷ what one replica carries, "
        + "rounded up, within minReplicas and maxReplicas. Compared over autoscalers whose peak, capacity and price are known.";

    public static ServiceLevelsItem ServiceLevels(IReadOnlyList<AutoscalerSummary> autoscalers)
    {
        var left = autoscalers.Select(static a => a.LastDecision?.BudgetRemaining).ToList();
        return new ServiceLevelsItem(autoscalers.Count, left.Count(static b => b > 0), left.Count(static b => b <= 0), left.Count(static b => b is null));
    }

    /// <param name="peaks">Highest demand by uid, of the last <see cref="PeakWindowDays"/> days.</param>
    public static CostItem Cost(IReadOnlyList<AutoscalerSummary> autoscalers, IReadOnlyDictionary<string, double> peaks)
    {
        var cost = new CostItem(0, 0, 0, 0, 0, 0, 0, 0, PeakWindowDays, Formula);
        foreach (var a in autoscalers)
        {
            if (a.LastDecision is not { } last)
            {
                continue;
            }

            var price = a.ReplicaCostPerHour ?? 0;
            cost = cost with
            {
                Replicas = cost.Replicas + last.Current,
                DollarsPerHour = cost.DollarsPerHour + (last.Current * price),
                RecommendedReplicas = cost.RecommendedReplicas + last.Desired,
                RecommendedDollarsPerHour = cost.RecommendedDollarsPerHour + (last.Desired * price),
            };
            if (peaks.TryGetValue(a.Uid, out var peak) && last.CapacityPerReplica is > 0 and var capacity && a.ReplicaCostPerHour is not null)
            {
                var needed = Math.Clamp(Math.Ceiling(Math.Max(peak, last.Demand ?? 0) / capacity), a.MinReplicas, Math.Max(a.MinReplicas, a.MaxReplicas));
                cost = cost with
                {
                    ComparedAutoscalers = cost.ComparedAutoscalers + 1,
                    ComparedDollarsPerHour = cost.ComparedDollarsPerHour + (last.Current * price),
                    PeakReplicas = cost.PeakReplicas + (int)needed,
                    PeakDollarsPerHour = cost.PeakDollarsPerHour + (needed * price),
                };
            }
        }

        return cost with
        {
            DollarsPerHour = Cents(cost.DollarsPerHour),
            RecommendedDollarsPerHour = Cents(cost.RecommendedDollarsPerHour),
            ComparedDollarsPerHour = Cents(cost.ComparedDollarsPerHour),
            PeakDollarsPerHour = Cents(cost.PeakDollarsPerHour),
        };
    }

    public static PowerSumItem Power(IReadOnlyList<PowerDomainSummary> domains)
    {
        var roots = domains.Where(static d => d.Depth == 0).ToList();
        var measured = roots.Where(static d => d is { BudgetWatts: not null, Status.DrawWatts: not null }).ToList();
        return new PowerSumItem(
            domains.Count, measured.Count, roots.Count - measured.Count,
            measured.Sum(static d => d.Status.DrawWatts ?? 0), measured.Sum(static d => d.BudgetWatts ?? 0),
            domains.Count(static d => PowerMapping.State(d) == "Braking"));
    }

    private static double Cents(double dollars) => Math.Round(dollars, 2);
}
