namespace Headroom.Operators.Autoscaling.Planning;

/// <summary>An event to emit about the autoscaler.</summary>
/// <param name="IsWarning">Warning, otherwise Normal.</param>
/// <param name="Reason">CamelCase.</param>
/// <param name="Action">What was done or not done, CamelCase.</param>
/// <param name="Note">A sentence.</param>
internal sealed record PlannedEvent(bool IsWarning, string Reason, string Action, string Note);
