namespace Headroom.ControlPlane.Api.Overview;

/// <summary>Is everything as promised, what needs attention, what does it cost. A part that the caller may not see is null.</summary>
internal sealed record OverviewItem(
    ServiceLevelsItem ServiceLevels, IReadOnlyList<AttentionItem> Attention, CostItem Cost, PowerSumItem? Power, ColdStartSumItem? ColdStarts);

/// <summary>Autoscalers by how they stand to their service level.</summary>
/// <param name="Kept">Their violation budget is not spent.</param>
/// <param name="Spent">It is.</param>
/// <param name="Unknown">Nothing was measured yet.</param>
internal sealed record ServiceLevelsItem(int Autoscalers, int Kept, int Spent, int Unknown);

/// <summary>Something that needs attention.</summary>
/// <param name="Severity">critical, warning or notice.</param>
/// <param name="Kind">Of the object.</param>
/// <param name="Namespace">Empty for what is in none.</param>
/// <param name="Title">A few words.</param>
/// <param name="Message">A sentence with the numbers.</param>
/// <param name="Since">Null where it is not known.</param>
internal sealed record AttentionItem(string Severity, string Kind, string Namespace, string Name, string Title, string Message, DateTimeOffset? Since);

/// <summary>Replicas and dollars now against those of provisioning for the peak.</summary>
/// <param name="Replicas">That targets ask for now.</param>
/// <param name="DollarsPerHour">Those at each one's replicaCostPerHour.</param>
/// <param name="RecommendedReplicas">As decided last: what replicas would be if every autoscaler were in Apply.</param>
/// <param name="RecommendedDollarsPerHour">Those at the same prices.</param>
/// <param name="ComparedAutoscalers">With a known peak, capacity and price: the next three are about them alone.</param>
/// <param name="ComparedDollarsPerHour">What they cost now.</param>
/// <param name="PeakReplicas">Σ min(max, max(min, ⌈highest demand ÷ demand that one replica carries⌉)).</param>
/// <param name="PeakDollarsPerHour">Those at the same prices.</param>
/// <param name="PeakWindowDays">Days of history that the highest demand is taken from.</param>
/// <param name="Formula">The same in words, for whoever reads the number.</param>
internal sealed record CostItem(
    int Replicas, double DollarsPerHour, int RecommendedReplicas, double RecommendedDollarsPerHour, int ComparedAutoscalers, double ComparedDollarsPerHour,
    int PeakReplicas, double PeakDollarsPerHour, int PeakWindowDays, string Formula);

/// <summary>The feeds that no other feeds.</summary>
/// <param name="Domains">All, those below included.</param>
/// <param name="DrawWatts">Σ over roots whose draw and budget are known.</param>
/// <param name="BudgetWatts">Of the same roots.</param>
/// <param name="Roots">Counted.</param>
/// <param name="Unmeasured">Roots that are not, for want of a draw or a budget.</param>
internal sealed record PowerSumItem(int Domains, int Roots, int Unmeasured, long DrawWatts, long BudgetWatts, int Braking);

/// <summary>Starts from zero.</summary>
/// <param name="Hours">Up to now.</param>
/// <param name="Starts">In them.</param>
/// <param name="MedianSeconds">Half took longer; null without any.</param>
/// <param name="Services">That scale to zero.</param>
internal sealed record ColdStartSumItem(int Services, int Hours, int Starts, double? MedianSeconds);
