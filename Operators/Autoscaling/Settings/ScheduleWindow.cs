using Quartz;

namespace Headroom.Operators.Autoscaling.Settings;

/// <summary>Bounds that hold from each start to the next end.</summary>
internal sealed record ScheduleWindow(CronExpression Start, CronExpression End, int? MinReplicas, int? MaxReplicas)
{
    /// <summary>True when the latest start lies after the latest end.</summary>
    public bool IsActive(DateTimeOffset time)
    {
        // The exact instant of a start belongs to the window, that of an end does not.
        var second = new DateTimeOffset(time.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var instant = second + TimeSpan.FromSeconds(1);
        var started = Start.GetPreviousValidTimeBefore(instant);
        var ended = End.GetPreviousValidTimeBefore(instant);
        return started is { } start && (ended is not { } end || start > end);
    }
}
