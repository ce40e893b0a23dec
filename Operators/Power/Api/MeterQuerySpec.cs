using Headroom.Operators.Autoscaling.Api;

namespace Headroom.Operators.Power.Api;

/// <summary>A PromQL query whose one series is the draw in watts; asked within a second, whatever the server takes.</summary>
public sealed record MeterQuerySpec
{
    public string ServerAddress { get; set; } = "";

    public string Query { get; set; } = "";

    public AuthorizationSpec? Authorization { get; set; }
}
