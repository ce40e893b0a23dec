namespace Headroom.Operators.Autoscaling.Api;

/// <summary>Learn the capacity from how this indicator follows the load per replica.</summary>
public sealed record UtilizationSpec
{
    public string Indicator { get; set; } = "";

    public string Target { get; set; } = "70%";
}
