namespace Headroom.Operators.Autoscaling.Api;

/// <summary>Bounds that hold between two cron times.</summary>
public sealed record ScheduleSpec
{
    public string Start { get; set; } = "";

    public string End { get; set; } = "";

    public string TimeZone { get; set; } = "UTC";

    public int? MinReplicas { get; set; }

    public int? MaxReplicas { get; set; }
}
