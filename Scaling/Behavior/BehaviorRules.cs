namespace Headroom.Scaling.Behavior;

/// <summary>Limits on how fast the count may move: the shape and meaning of autoscaling/v2 behavior.</summary>
/// <param name="ScaleUp">Limits on adding.</param>
/// <param name="ScaleDown">Limits on removing.</param>
public sealed record BehaviorRules(DirectionRules ScaleUp, DirectionRules ScaleDown)
{
    /// <summary>No limits: the forecast already looks as far ahead as a stabilisation window looks back.</summary>
    public static BehaviorRules Unlimited { get; } = new(DirectionRules.Unlimited, DirectionRules.Unlimited);
}
