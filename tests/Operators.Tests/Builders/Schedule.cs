using Headroom.Operators.Autoscaling.Api;

namespace Headroom.Operators.Tests.Builders;

/// <summary>Schedules: working hours in Berlin, unless told otherwise.</summary>
internal static class Schedule
{
    public static ScheduleSpec Of(int? min = null, int? max = null, string start = "0 8 * * 1-5", string end = "0 18 * * 1-5", string zone = "Europe/Berlin") =>
        new() { Start = start, End = end, TimeZone = zone, MinReplicas = min, MaxReplicas = max };
}
