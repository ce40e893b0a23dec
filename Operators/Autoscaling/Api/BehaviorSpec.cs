namespace Headroom.Operators.Autoscaling.Api;

/// <summary>The shape of autoscaling/v2 behavior.</summary>
public sealed record BehaviorSpec
{
    public DirectionSpec? ScaleUp { get; set; }

    public DirectionSpec? ScaleDown { get; set; }
}
