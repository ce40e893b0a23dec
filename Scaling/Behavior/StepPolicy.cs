namespace Headroom.Scaling.Behavior;

/// <summary>A largest change within a period.</summary>
/// <param name="IsPercent">True: of the count at the start of the period; false: pods.</param>
/// <param name="Value">Pods or percent, ≥ 1.</param>
/// <param name="Period">Over which the change counts, &gt; 0.</param>
public sealed record StepPolicy(bool IsPercent, int Value, TimeSpan Period);
