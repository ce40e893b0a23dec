namespace Headroom.Operators.Autoscaling.Api;

/// <summary>One key of a Secret.</summary>
public sealed record SecretKeySpec
{
    public string Name { get; set; } = "";

    public string Key { get; set; } = "";
}
