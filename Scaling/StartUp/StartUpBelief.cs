namespace Headroom.Scaling.StartUp;

/// <summary>How long a replica takes from being asked for to ready: a log-normal posterior with forgetting.</summary>
/// <remarks>
/// Normal–gamma on ln t. The prior, median 30 s with the weight of two observations, is a container without a model to
/// load; an inference server moves it within its first few starts. Not thread-safe.
/// </remarks>
public sealed class StartUpBelief
{
    private const double PriorWeight = 2.0;
    private const double Forgetting = 0.98;

    private static readonly double PriorMean = Math.Log(30.0);

    private double _weight;
    private double _sum;
    private double _squares;

    /// <summary>Starts seen, forgotten ones included.</summary>
    public int Observations { get; private set; }

    /// <summary>A belief that goes on where another stopped; null where the state is not one of such a belief.</summary>
    public static StartUpBelief? TryRestore(StartUpState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        // Cauchy–Schwarz: a sum of squares below this is no sum of squares.
        return state.Weight >= 0 && state.Observations >= 0 && double.IsFinite(state.Sum) && double.IsFinite(state.Squares)
            && state.Squares * state.Weight >= state.Sum * state.Sum * (1 - 1e-9)
            ? new StartUpBelief { _weight = state.Weight, _sum = state.Sum, _squares = state.Squares, Observations = state.Observations }
            : null;
    }

    /// <summary>What it has learned.</summary>
    public StartUpState Save() => new(_weight, _sum, _squares, Observations);

    public void Observe(TimeSpan startUp)
    {
        // Faster than a tenth of a second is a clock that cannot resolve it.
        var log = Math.Log(Math.Max(startUp.TotalSeconds, 0.1));
        _weight = Forgetting * _weight + 1;
        _sum = Forgetting * _sum + log;
        _squares = Forgetting * _squares + log * log;
        Observations++;
    }

    /// <summary>The predictive quantile.</summary>
    /// <param name="probability">In (0, 1).</param>
    public TimeSpan Quantile(double probability)
    {
        var weight = PriorWeight + _weight;
        var mean = (PriorWeight * PriorMean + _sum) / weight;
        var scatter = PriorWeight * (0.25 + (PriorMean - mean) * (PriorMean - mean))
            + Math.Max(0.0, _squares - 2 * mean * _sum + _weight * mean * mean);
        var spread = Math.Sqrt(scatter / weight * (1 + 1 / weight));
        var z = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, 2 * PriorWeight + _weight, probability);
        return TimeSpan.FromSeconds(Math.Min(Math.Exp(mean + spread * z), 86_400));
    }
}
