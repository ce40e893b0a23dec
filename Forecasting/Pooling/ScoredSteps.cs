namespace Headroom.Forecasting.Pooling;

/// <summary>The steps at which forecasts of a horizon are compared: the first, the middle and the last.</summary>
internal static class ScoredSteps
{
    /// <returns>Ascending, without repeats; the last is the horizon.</returns>
    public static int[] Of(int horizon) => [.. new[] { 1, (horizon + 1) / 2, horizon }.Distinct()];
}
