namespace Headroom.Operators.Autoscaling.Api;

/// <summary>A PromQL query that returns one series.</summary>
public sealed record PrometheusSpec
{
    public string ServerAddress { get; set; } = "";

    public string Query { get; set; } = "";

    public string Timeout { get; set; } = "10s";

    public AuthorizationSpec? Authorization { get; set; }
}
