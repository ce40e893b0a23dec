namespace Headroom.Operators.Power.Energy;

/// <summary>A pod's counter, and what it drew since that was last taken.</summary>
internal struct PodEnergy(string scope, string name, ulong counter)
{
    private long _drawn;

    public readonly string Namespace => scope;

    public readonly string Name => name;

    public ulong Counter { get; private set; } = counter;

    /// <param name="counter">As reported now.</param>
    /// <param name="most">What the node drew that no other pod had: every millijoule is counted once.</param>
    /// <returns>Millijoules since the last report.</returns>
    public long Draw(ulong counter, long most)
    {
        var drawn = Math.Min((long)(counter - Math.Min(Counter, counter)), most);
        Counter = counter;
        _drawn += drawn;
        return drawn;
    }

    public long Take()
    {
        var drawn = _drawn;
        _drawn = 0;
        return drawn;
    }
}
