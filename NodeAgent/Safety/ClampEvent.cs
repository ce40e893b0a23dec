using Headroom.Contracts.Power;

namespace Headroom.NodeAgent.Safety;

/// <summary>What happens to the clamp.</summary>
internal abstract record ClampEvent
{
    private ClampEvent()
    {
    }

    /// <summary>The disk was read; untrusted when it held something that was no whole record.</summary>
    public sealed record Loaded(SafeLimits Limits, bool IsTrusted) : ClampEvent;

    /// <summary>A GPU is there: at start, back on the bus, or under a driver that started again. What it is set to is not known.</summary>
    public sealed record GpuFound(string Uuid, LimitRange Range) : ClampEvent;

    public sealed record GpuGone(string Uuid) : ClampEvent;

    /// <param name="SentAt">When the report was sent that this answers.</param>
    /// <param name="Lease">As received.</param>
    public sealed record LeaseReceived(TimeSpan SentAt, PowerLease Lease) : ClampEvent;

    /// <summary>Time passed; what was refused is tried again.</summary>
    public sealed record Ticked : ClampEvent;

    /// <summary>The power limit as the driver gives it, after a command or on a look.</summary>
    public sealed record LimitRead(string Uuid, uint Milliwatts) : ClampEvent;

    public sealed record LimitRefused(string Uuid) : ClampEvent;

    /// <param name="Uuid">Of the GPU.</param>
    /// <param name="Clocks">Null: no longer locked.</param>
    public sealed record ClocksSet(string Uuid, ClockRange? Clocks) : ClampEvent;

    public sealed record ClocksRefused(string Uuid) : ClampEvent;

    /// <summary>The core clock as measured.</summary>
    public sealed record ClockRead(string Uuid, uint Megahertz) : ClampEvent;

    /// <summary>The record is on the disk.</summary>
    public sealed record Kept(SafeLimits Limits) : ClampEvent;

    public sealed record KeepFailed : ClampEvent;

    /// <summary>The agent ends: no lease is obeyed any more.</summary>
    public sealed record Stopping : ClampEvent;
}
