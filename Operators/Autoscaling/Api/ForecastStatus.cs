namespace Headroom.Operators.Autoscaling.Api;

/// <summary>status.forecast.</summary>
public sealed record ForecastStatus
{
    public string? RelativeCrps { get; set; }

    public string? Coverage90 { get; set; }
}
