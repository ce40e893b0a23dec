using Headroom.Scaling.Policies;
using Headroom.Simulation.Scaling;

namespace Headroom.Simulation.Tests.Scaling;

public sealed class PolicyReplayTests
{
    private const int Day = 24;

    private static readonly UtilizationLine Line = UtilizationLine.Bacc;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Run_ADecision_LandsALeadLater(int lead)
    {
        var window = Window([.. Enumerable.Repeat(800.0, 3 * Day)], lead);

        var outcome = Replay(window, step => 10 + step);

        Assert.Equal(Enumerable.Repeat(10, lead).Concat(Enumerable.Range(10, window.Test - lead)), outcome.Replicas);
    }

    [Fact]
    public void Run_AWildDecision_MovesAHundredReplicasAtATime()
    {
        var outcome = Replay(Window([.. Enumerable.Repeat(800.0, 3 * Day)], lead: 1), _ => 1_000);

        Assert.Equal([10, 110, 210, 310], outcome.Replicas.Take(4));
    }

    [Fact]
    public void Run_APolicy_NeverSeesWhatIsToCome()
    {
        var loads = Enumerable.Range(0, 3 * Day).Select(t => 500.0 + 100 * (t % 7)).ToArray();
        var other = (double[])loads.Clone();
        other[^1] = 1e6;

        var (one, two) = (Decisions(Window(loads, 2)), Decisions(Window(other, 2)));

        Assert.Equal(one[..^1], two[..^1]);
    }

    [Fact]
    public void Oracle_AnyLoad_IsNeverViolatedAndNeverIdle()
    {
        var random = new Random(4);
        var window = Window([.. Enumerable.Range(0, 3 * Day).Select(_ => 80 + 4_000 * random.NextDouble())], lead: 3);

        var oracle = PolicyReplay.Oracle(window, Line);

        Assert.Equal(0, oracle.Violations);
        Assert.All(oracle.Replicas.Zip(oracle.Loads), pair => Assert.True(pair.First == 1 || Line.At(pair.Second, pair.First - 1) > Line.Limit));
    }

    [Fact]
    public void Outcome_KnownSteps_CountsViolationsRunsDaysAndDemand()
    {
        double[] loads = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        var outcome = new ReplayOutcome(loads, [.. loads.Select(static _ => 1)], [.. loads.Select(l => l / 10)], 0.75, 5);

        Assert.Equal((3, 3, 0.3), (outcome.Violations, outcome.LongestRun, outcome.ViolationShare));
        Assert.Equal([0.0, 0.6], outcome.DayShares);
        Assert.Equal([(0, 2), (0, 2), (0, 2), (1, 2), (2, 2)], outcome.ByDemand());
        Assert.Equal(0.05 + 0.15 + 0.25, outcome.Excess, 9);
    }

    [Fact]
    public void WithTrainingMean_AnySeries_NeedsThoseReplicasInTraining()
    {
        var window = Window([.. Enumerable.Range(1, 3 * Day).Select(t => (double)t)], lead: 1).WithTrainingMean(75 * Line.PerReplica);

        Assert.Equal(75, Line.Replicas(window.Loads[..window.Training].Average(), Line.Limit));
    }

    private static ReplayWindow Window(double[] loads, int lead) => new(loads, 2 * Day, lead, Day);

    private static ReplayOutcome Replay(ReplayWindow window, Func<int, int> decide) =>
        PolicyReplay.Run(new ScriptedPolicy(decide), window, ForecastTrack.Of(window.Loads, window.Day, window.Lead, seed: 1), Line);

    private static int[] Decisions(ReplayWindow window) =>
        PolicyReplay.Run(new RiskPricePolicy(Line, 0.05, window.Lead), window, ForecastTrack.Of(window.Loads, window.Day, window.Lead, 1), Line).Replicas;

    private sealed class ScriptedPolicy(Func<int, int> decide) : IScalingPolicy
    {
        private int _step;

        public string Name => "Scripted";

        public void Learn(in PolicyInput input)
        {
        }

        public int Decide(in PolicyInput input) => decide(_step++);
    }
}
