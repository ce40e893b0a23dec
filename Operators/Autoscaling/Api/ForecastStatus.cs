namespace Headroom.Operators.Autoscaling.Api;

/// <summary>status.forecast.</summary>
public sealed record ForecastStatus
{
    public string? RelativeCrps { get; set; }

    public string? RecentRelativeCrps { get; set; }

    public string? Coverage90 { get; set; }

    public int Scored { get; set; }

    /// <summary>Twenty counts on one line: a list would fill a screen of kubectl describe.</summary>
    public string? Pit { get; set; }
}
