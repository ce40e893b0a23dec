namespace Headroom.Operators.Autoscaling.Api;

/// <summary>Another scaler of the same target.</summary>
public sealed record RivalStatus
{
    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";

    public int? Desired { get; set; }
}
