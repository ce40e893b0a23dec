namespace Headroom.Simulation.Scaling;

/// <summary>A stretch of a series: a policy learns on its first part and decides on the second.</summary>
/// <param name="Loads">Training and test, in time order.</param>
/// <param name="Training">Steps before the first decision that counts.</param>
/// <param name="Lead">Steps from a decision to its effect, ≥ 1.</param>
/// <param name="Day">Steps in a day.</param>
public sealed record ReplayWindow(double[] Loads, int Training, int Lead, int Day)
{
    public int Test => Loads.Length - Training;

    /// <summary>The same window with the training mean at this load.</summary>
    public ReplayWindow WithTrainingMean(double mean)
    {
        var now = Loads.AsSpan(0, Training).ToArray().Where(double.IsFinite).DefaultIfEmpty(0).Average();
        return this with { Loads = [.. Loads.Select(l => l * mean / Math.Max(now, 1e-12))] };
    }
}
