namespace Headroom.NodeAgent.Energy;

/// <summary>Adds up a card's energy from the driver's counter, over its resets; from draw over time where it has none.</summary>
internal sealed class EnergyMeter
{
    private ulong? _counter;
    private (TimeSpan At, uint Milliwatts)? _draw;

    /// <summary>Millijoules since the first reading.</summary>
    public ulong Total { get; private set; }

    /// <param name="counter">Millijoules since the driver was loaded; null when the card has no counter.</param>
    /// <param name="milliwatts">Draw now; null when it cannot be read.</param>
    /// <param name="now">Time of the reading.</param>
    /// <returns>Millijoules since the last reading.</returns>
    public ulong Add(ulong? counter, uint? milliwatts, TimeSpan now)
    {
        ulong added = counter is { } count ? Counted(count) : Integrated(milliwatts, now);
        _draw = milliwatts is { } draw ? (now, draw) : null;
        Total += added;
        return added;
    }

    // After a reset the counter holds what was used since: less than what was used in all, never more.
    private ulong Counted(ulong count)
    {
        ulong added = _counter is not { } last ? 0 : count >= last ? count - last : count;
        _counter = count;
        return added;
    }

    private ulong Integrated(uint? milliwatts, TimeSpan now) =>
        _draw is { } last && milliwatts is { } draw
            ? (ulong)((now - last.At).TotalSeconds * (last.Milliwatts + (double)draw) / 2)
            : 0;
}
