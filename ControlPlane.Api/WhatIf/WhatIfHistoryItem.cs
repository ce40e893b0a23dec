namespace Headroom.ControlPlane.Api.WhatIf;

/// <summary>The past that is replayed, and what is taken as known of the target.</summary>
/// <param name="From">Decision clock.</param>
/// <param name="Until">Decision clock; the last step ends here.</param>
/// <param name="Gaps">Steps without a value: they repeat the one before.</param>
/// <param name="LearningSteps">The first of them, which are learned from and not judged.</param>
/// <param name="LeadSeconds">From a decision to its effect, whole steps.</param>
/// <param name="CapacityPerReplica">Demand that one replica carries; null while unknown.</param>
internal sealed record WhatIfHistoryItem(
    DateTimeOffset From, DateTimeOffset Until, double StepSeconds, int Steps, int Gaps, int LearningSteps, double LeadSeconds, double? CapacityPerReplica);
