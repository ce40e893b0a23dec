namespace Headroom.Operators.Decisions;

/// <summary>Whether decisions are written to the target.</summary>
public enum ActingMode
{
    /// <summary>Decide and explain; never write a scale.</summary>
    Recommend,

    /// <summary>Write the target's scale when it changes.</summary>
    Apply,
}
