namespace Headroom.Operators.Autoscaling.Api;

/// <summary>spec.scaleTargetRef.</summary>
public sealed record ScaleTargetSpec
{
    public string ApiVersion { get; set; } = "apps/v1";

    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";
}
