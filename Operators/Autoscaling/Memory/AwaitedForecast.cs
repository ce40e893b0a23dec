namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>A forecast whose time has not come yet.</summary>
/// <param name="Predicted">Ventiles of the pool.</param>
/// <param name="Reference">Ventiles of its naive member; empty where that cannot predict.</param>
/// <param name="For">Time of the step that was predicted.</param>
internal sealed record AwaitedForecast(float[] Predicted, float[] Reference, DateTimeOffset For);
