namespace Headroom.Simulation.Power.Histories;

/// <summary>Commands of one kind on their way, each in force some whole steps after it was given.</summary>
/// <param name="steps">Delay, ≥ 0.</param>
/// <param name="first">In force at the beginning.</param>
internal sealed class CommandLane<T>(int steps, T first)
{
    private readonly Queue<(long At, T Value)> _underWay = new();
    private T _last = first;

    public T InForce { get; private set; } = first;

    /// <param name="step">At whose end it is given.</param>
    public void Command(long step, T value)
    {
        if (!EqualityComparer<T>.Default.Equals(value, _last))
        {
            _last = value;
            _underWay.Enqueue((step + 1 + steps, value));
        }
    }

    /// <param name="step">Which begins.</param>
    /// <returns>True when something else is in force now.</returns>
    public bool Land(long step)
    {
        var hasLanded = false;
        while (_underWay.TryPeek(out var next) && next.At <= step)
        {
            (InForce, hasLanded) = (_underWay.Dequeue().Value, true);
        }

        return hasLanded;
    }
}
