namespace Headroom.Simulation.Scaling;

/// <summary>What a policy did over the test part of a window, step by step.</summary>
/// <param name="Loads">Load of each step.</param>
/// <param name="Replicas">Replicas that served it.</param>
/// <param name="Utilizations">How full they were.</param>
/// <param name="Limit">Utilization above which a step is violated.</param>
/// <param name="Day">Steps in a day.</param>
public sealed record ReplayOutcome(double[] Loads, int[] Replicas, double[] Utilizations, double Limit, int Day)
{
    private const int Quintiles = 5;

    public int Steps => Loads.Length;

    public int Violations => Utilizations.Count(IsViolated);

    public double ViolationShare => Violations / (double)Steps;

    public double MeanReplicas => Replicas.Average();

    /// <summary>Steps whose count differs from the step before.</summary>
    public int Changes => Replicas.Zip(Replicas.Skip(1)).Count(static pair => pair.First != pair.Second);

    /// <summary>Sum of utilization above the limit.</summary>
    public double Excess => Utilizations.Sum(u => Math.Max(0.0, u - Limit));

    /// <summary>Longest run of violated steps.</summary>
    public int LongestRun
    {
        get
        {
            var (longest, run) = (0, 0);
            foreach (var utilization in Utilizations)
            {
                run = IsViolated(utilization) ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }

            return longest;
        }
    }

    /// <summary>Violation share of each whole day.</summary>
    public IReadOnlyList<double> DayShares =>
        [.. Enumerable.Range(0, Steps / Day).Select(d => Utilizations.Skip(d * Day).Take(Day).Count(IsViolated) / (double)Day)];

    /// <summary>Violations and steps of each fifth of the loads, lowest first.</summary>
    public IReadOnlyList<(int Violations, int Steps)> ByDemand()
    {
        int[] order = [.. Enumerable.Range(0, Steps).OrderBy(t => Loads[t]).ThenBy(static t => t)];
        return [.. Enumerable.Range(0, Quintiles).Select(q =>
        {
            var part = order[(q * Steps / Quintiles)..((q + 1) * Steps / Quintiles)];
            return (part.Count(t => IsViolated(Utilizations[t])), part.Length);
        })];
    }

    /// <summary>Whether load passed capacity in each step.</summary>
    public bool IsViolatedAt(int step) => IsViolated(Utilizations[step]);

    private bool IsViolated(double utilization) => utilization > Limit + 1e-12;
}
