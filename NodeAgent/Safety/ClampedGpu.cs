using Headroom.Contracts.Power;

namespace Headroom.NodeAgent.Safety;

/// <summary>What the clamp knows of one GPU.</summary>
internal sealed class ClampedGpu(string uuid, LimitRange range)
{
    // A locked clock is held to within a step of 15 MHz.
    private const uint ClockStep = 15;

    // Limits and clocks asked for since the last tick, so that a refusal is tried again once a tick.
    private uint? _triedLimit;
    private (ClockRange? Clocks, bool IsTried) _triedClocks;
    private uint? _asked;

    public string Uuid => uuid;

    public LimitRange Range => range;

    /// <summary>As the driver last gave it; null before the first look.</summary>
    public uint? ReadLimit { get; private set; }

    public bool IsRefused { get; private set; }

    public ClockRange? Locked { get; private set; }

    /// <summary>Whether a predecessor may have left the clocks locked.</summary>
    public bool AreClocksUnknown { get; private set; } = true;

    public void Tick()
    {
        _triedLimit = null;
        _triedClocks = default;
    }

    public void SeeLimit(uint milliwatts)
    {
        ReadLimit = milliwatts;
        IsRefused &= milliwatts != _asked;
    }

    public void SeeRefusal() => IsRefused = true;

    public void SeeClocks(ClockRange? clocks)
    {
        Locked = clocks;
        AreClocksUnknown = false;
    }

    /// <summary>Faster than it is locked to: someone else unlocked it.</summary>
    public void SeeClock(uint megahertz)
    {
        if (Locked is { } locked && megahertz > locked.MaxMegahertz + ClockStep)
        {
            Locked = null;
            AreClocksUnknown = true;
        }
    }

    /// <summary>
    /// A limit above the target is never left alone. One below it is, once the target was asked for: the driver rounds,
    /// and an administrator may have lowered it.
    /// </summary>
    public bool Wants(uint target) =>
        _triedLimit != target && (ReadLimit is not { } read || read > target || (_asked != target && read != target));

    public ClampCommand Ask(uint target)
    {
        (_triedLimit, _asked, IsRefused) = (target, target, false);
        return new ClampCommand.SetLimit(uuid, target);
    }

    public bool Wants(ClockRange? clocks) =>
        _triedClocks != (clocks, true) && (clocks is null ? Locked is not null || AreClocksUnknown : Locked != clocks);

    public ClampCommand Ask(ClockRange? clocks)
    {
        _triedClocks = (clocks, true);
        return clocks is { } range ? new ClampCommand.LockClocks(uuid, range) : new ClampCommand.UnlockClocks(uuid);
    }
}
