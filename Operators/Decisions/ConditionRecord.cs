namespace Headroom.Operators.Decisions;

/// <summary>A condition of the object, as metav1.Condition has it. Status is True, False or Unknown.</summary>
public sealed record ConditionRecord(string Type, string Status, string Reason, string Message, DateTimeOffset LastTransitionTime);
