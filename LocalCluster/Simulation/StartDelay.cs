namespace Headroom.LocalCluster.Simulation;

/// <summary>Lognormal time from scheduled to ready.</summary>
/// <param name="MedianSeconds">Half of the pods are faster, ≥ 0.</param>
/// <param name="Sigma">Standard deviation of the logarithm, ≥ 0; 0 makes every start take the median.</param>
public sealed record StartDelay(double MedianSeconds, double Sigma)
{
    public static readonly StartDelay Default = new(5, 0.25);

    internal TimeSpan Draw(Random random)
    {
        // Box and Muller; 1 - u keeps the logarithm finite.
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return TimeSpan.FromSeconds(Math.Min(MedianSeconds * Math.Exp(Sigma * normal), 86_400));
    }
}
