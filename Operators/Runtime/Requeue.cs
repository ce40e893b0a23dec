namespace Headroom.Operators.Runtime;

/// <summary>When a key wants to be looked at again.</summary>
public readonly record struct Requeue
{
    private Requeue(TimeSpan? delay) => Delay = delay;

    /// <summary>Only when something changes.</summary>
    public static Requeue OnChange { get; } = new(null);

    /// <summary>Null for <see cref="OnChange"/>.</summary>
    public TimeSpan? Delay { get; }

    /// <summary>After the delay, or sooner when something changes.</summary>
    /// <param name="delay">Positive, on the clock of the reconciled world: a replay may run it faster.</param>
    public static Requeue After(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(delay, TimeSpan.Zero);
        return new Requeue(delay);
    }
}
