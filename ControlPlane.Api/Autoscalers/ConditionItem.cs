namespace Headroom.ControlPlane.Api.Autoscalers;

/// <summary>A condition as metav1.Condition has it.</summary>
internal sealed record ConditionItem(
    string Type, string Status, string Reason, string Message, DateTimeOffset LastTransitionTime);
