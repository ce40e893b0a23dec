namespace Headroom.ControlPlane.Api.WhatIf;

/// <summary>The present spec and the proposed one over the same past.</summary>
/// <param name="Difference">Proposed less present.</param>
/// <param name="Points">The judged part on one time axis, each the most of its stretch.</param>
/// <param name="Limits">What the replay leaves out, in sentences.</param>
internal sealed record WhatIfResult(
    WhatIfHistoryItem History, WhatIfOutcome Present, WhatIfOutcome Proposed, WhatIfDifference Difference, IReadOnlyList<WhatIfPoint> Points,
    IReadOnlyList<string> Limits);

/// <summary>What one spec would have done in the judged part.</summary>
/// <param name="Policy">Who decided.</param>
/// <param name="ServiceLevel">That it was to keep, a share of steps.</param>
/// <param name="Steps">That were judged.</param>
/// <param name="Violations">Steps in which demand passed capacity.</param>
/// <param name="ViolationShare">Of the steps.</param>
/// <param name="IsKept">Whether that is within the service level.</param>
/// <param name="Dollars">Of the judged part.</param>
/// <param name="DollarsPerHour">The same by the hour.</param>
/// <param name="Changes">Steps whose count differs from the one before.</param>
/// <param name="WorstRunSeconds">Longest time without a break in which demand passed capacity.</param>
internal sealed record WhatIfOutcome(
    string Policy, double ServiceLevel, int Steps, int Violations, double ViolationShare, bool IsKept, double ReplicaHours, double MeanReplicas,
    int PeakReplicas, double Dollars, double DollarsPerHour, int Changes, double WorstRunSeconds);

/// <summary>Proposed less present.</summary>
/// <param name="DollarsShare">Of the present dollars; null where those are none.</param>
internal sealed record WhatIfDifference(int Violations, double ReplicaHours, double Dollars, double DollarsPerHour, double? DollarsShare);

/// <summary>A stretch of the judged part.</summary>
/// <param name="Time">It begins.</param>
/// <param name="Needed">Replicas that its highest demand asks for.</param>
/// <param name="Present">Most replicas of the present spec.</param>
/// <param name="Proposed">Most replicas of the proposed one.</param>
internal sealed record WhatIfPoint(DateTimeOffset Time, int Needed, int Present, int Proposed);
