namespace Headroom.Operators.Power.Records;

/// <summary>Something about a feed that changed from one decision to the next.</summary>
/// <param name="Time">Of the later decision, on the wall clock.</param>
/// <param name="Domain">The feed.</param>
/// <param name="Kind">CamelCase word: CapsChanged, BrakeOn, BrakeOff, SafeStateKept, SafeStateLost, NodeSilent or NodeBack.</param>
/// <param name="IsApplied">False where the domain only recommends: nothing was set.</param>
/// <param name="Message">A sentence with the numbers.</param>
public sealed record PowerEvent(DateTimeOffset Time, string Domain, string Kind, bool IsApplied, string Message);
