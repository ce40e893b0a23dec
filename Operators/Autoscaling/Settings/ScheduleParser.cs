using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.SpecReading;
using Quartz;

namespace Headroom.Operators.Autoscaling.Settings;

/// <summary>spec.schedules, and the bounds that hold at a time.</summary>
internal static class ScheduleParser
{
    public static IReadOnlyList<ScheduleWindow> Parse(AutoscalerSpec spec, List<SpecError> errors)
    {
        var windows = new List<ScheduleWindow>();
        for (var i = 0; i < spec.Schedules.Count; i++)
        {
            var schedule = spec.Schedules[i];
            var field = $"spec.schedules[{i}]";
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out var zone))
            {
                errors.Add(new SpecError($"{field}.timeZone", $"'{schedule.TimeZone}'", "an IANA time zone, for example Europe/Berlin"));
                continue;
            }

            var start = Cron($"{field}.start", schedule.Start, zone, errors);
            var end = Cron($"{field}.end", schedule.End, zone, errors);
            if (schedule.MinReplicas is null && schedule.MaxReplicas is null)
            {
                errors.Add(new SpecError(field, "neither minReplicas nor maxReplicas", "at least one of them"));
            }

            if (schedule.MinReplicas is { } min && (min < 0 || min > (schedule.MaxReplicas ?? spec.MaxReplicas)))
            {
                errors.Add(new SpecError($"{field}.minReplicas", $"{min}", $"0 to the maximum that holds ({schedule.MaxReplicas ?? spec.MaxReplicas})"));
            }

            if (schedule.MaxReplicas < 1)
            {
                errors.Add(new SpecError($"{field}.maxReplicas", $"{schedule.MaxReplicas}", "1 or more"));
            }

            if (schedule.MinReplicas == 0 && spec.Indicators is [{ Resource: not null } silent, ..])
            {
                errors.Add(new SpecError(
                    $"{field}.minReplicas", "0", $"with '{silent.Name}' as the demand at least 1, since a resource indicator is silent without replicas"));
            }

            if (start is not null && end is not null)
            {
                windows.Add(new ScheduleWindow(start, end, schedule.MinReplicas, schedule.MaxReplicas));
            }
        }

        return windows;
    }

    /// <summary>Where several windows hold, the largest minimum and the smallest maximum count; a minimum wins over a maximum.</summary>
    public static (int Min, int Max) BoundsAt(AutoscalerSettings settings, DateTimeOffset time)
    {
        var min = settings.MinReplicas;
        var max = settings.MaxReplicas;
        var active = settings.Schedules.Where(s => s.IsActive(time)).ToList();
        if (active.Count > 0)
        {
            min = active.Max(s => s.MinReplicas) ?? min;
            max = active.Min(s => s.MaxReplicas) ?? max;
        }

        return (min, Math.Max(min, max));
    }

    private static CronExpression? Cron(string field, string text, TimeZoneInfo zone, List<SpecError> errors)
    {
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 5
            && CronExpression.TryParse(text, CronFormat.Unix, out var cron) && cron is not null)
        {
            return cron.WithTimeZone(zone);
        }

        errors.Add(new SpecError(field, $"'{text}'", "a cron expression of five fields (minute hour day month weekday), for example 0 8 * * 1-5"));
        return null;
    }
}
