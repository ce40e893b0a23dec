namespace Headroom.Scaling.Behavior;

/// <summary>Limits in one direction.</summary>
/// <param name="StabilizationWindow">
/// Down: the largest count wanted in the window is kept; up: the smallest. Zero for none.
/// </param>
/// <param name="Policies">Allowed steps; empty for no limit.</param>
/// <param name="Select">Which policy counts when there are several.</param>
public sealed record DirectionRules(TimeSpan StabilizationWindow, IReadOnlyList<StepPolicy> Policies, PolicySelection Select)
{
    public static DirectionRules Unlimited { get; } = new(TimeSpan.Zero, [], PolicySelection.Max);
}
