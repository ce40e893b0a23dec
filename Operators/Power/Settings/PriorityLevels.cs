namespace Headroom.Operators.Power.Settings;

/// <summary>From a pod's priority to the level that its GPUs belong to.</summary>
internal sealed class PriorityLevels
{
    private readonly (int MinPriority, int Level)[] _steps;

    /// <param name="steps">At least one; any order. A priority below all of them is level 0.</param>
    public PriorityLevels(IEnumerable<(int MinPriority, int Level)> steps) => _steps = [.. steps.OrderByDescending(static s => s.MinPriority)];

    /// <summary>Priority 0 and below can wait; everything above was given its priority for a reason.</summary>
    public static PriorityLevels Default { get; } = new([(int.MinValue, 0), (1, 1)]);

    /// <summary>Every level that a node can have, lowest first.</summary>
    public IReadOnlyList<int> All => [.. _steps.Select(static s => s.Level).Append(0).Distinct().Order()];

    public int Of(int priority)
    {
        foreach (var (least, level) in _steps)
        {
            if (priority >= least)
            {
                return level;
            }
        }

        return 0;
    }
}
