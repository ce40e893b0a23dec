namespace Headroom.Operators.Autoscaling.Api;

/// <summary>How far and how finely to look ahead, and how much history to keep.</summary>
public sealed record ForecastSpec
{
    public string Step { get; set; } = "1m";

    public string Horizon { get; set; } = "15m";

    public string History { get; set; } = "14d";

    /// <summary>What the forecast is pooled from: Auto, Cheap, Full or Harmony.</summary>
    public string Members { get; set; } = "Auto";
}
