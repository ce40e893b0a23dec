using Headroom.Kubernetes;

namespace Headroom.Operators.Text;

/// <summary>Conditions whose transition time moves with their status alone.</summary>
internal static class ConditionText
{
    /// <param name="before">The object's conditions so far.</param>
    /// <param name="state">Null for unknown; the reason in CamelCase and as a sentence.</param>
    public static Condition Make(
        IReadOnlyList<Condition>? before, long? generation, string type, (bool? Status, string Reason, string Message) state, DateTimeOffset now)
    {
        var status = state.Status switch { true => "True", false => "False", null => "Unknown" };
        var last = before?.FirstOrDefault(c => c.Type == type);
        return new Condition
        {
            Type = type,
            Status = status,
            ObservedGeneration = generation,
            LastTransitionTime = last?.Status == status ? last.LastTransitionTime : now,
            Reason = state.Reason,
            Message = state.Message,
        };
    }

    /// <summary>True when a status or a reason differs; a sentence that only carries newer numbers is no change.</summary>
    public static bool AreChanged(IReadOnlyList<Condition>? before, IReadOnlyList<Condition> after) =>
        before is null || after.Any(a => before.FirstOrDefault(b => b.Type == a.Type) is not { } b || b.Status != a.Status || b.Reason != a.Reason);
}
