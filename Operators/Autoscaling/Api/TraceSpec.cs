namespace Headroom.Operators.Autoscaling.Api;

/// <summary>A CSV replayed from the operator's trace folder.</summary>
public sealed record TraceSpec
{
    public string File { get; set; } = "";

    public string? Column { get; set; }
}
