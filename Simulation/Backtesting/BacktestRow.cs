using Headroom.Simulation.Scaling;

namespace Headroom.Simulation.Backtesting;

/// <summary>What one policy did, and what that cost.</summary>
/// <param name="Policy">Name as the command line has it.</param>
/// <param name="Outcome">Step by step.</param>
/// <param name="Step">Spacing of the steps.</param>
/// <param name="ReplicaCostPerHour">Dollars.</param>
public sealed record BacktestRow(string Policy, ReplayOutcome Outcome, TimeSpan Step, double ReplicaCostPerHour)
{
    public double ReplicaHours => Outcome.Replicas.Sum(static r => (double)r) * Step.TotalHours;

    public double Dollars => ReplicaHours * ReplicaCostPerHour;

    /// <summary>Longest time without a break in which load passed capacity.</summary>
    public TimeSpan WorstRun => Step * Outcome.LongestRun;
}
