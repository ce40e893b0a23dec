namespace Headroom.Operators.Power.Api;

/// <summary>One of spec.priorities: pods from this priority on belong to the level.</summary>
public sealed record PriorityLevelSpec
{
    public int MinPriority { get; set; }

    /// <summary>Level 0 is slowed down first.</summary>
    public int Level { get; set; }
}
