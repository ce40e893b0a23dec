using Headroom.Scaling.Policies;
using Headroom.Simulation.Backtesting;
using Headroom.Simulation.Scaling;

namespace Headroom.Simulation.Tests.Backtesting;

public sealed class BacktestTests
{
    private const int Day = 288;

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private static readonly BacktestSeries Series = Of(Wave(7 * Day));

    [Fact]
    public void Run_AllPolicies_HeadroomKeepsTheServiceLevelAndNobodyBeatsHindsight()
    {
        var result = Backtest.Run(Series, Settings(), static _ => { });

        var rows = result.Rows.ToDictionary(static r => r.Policy);
        Assert.InRange(rows["headroom"].Outcome.ViolationShare, 0.02, 0.065);
        Assert.Equal(0, rows[Backtest.Oracle].Outcome.Violations);
        Assert.All(result.Rows.Where(static r => r.Outcome.ViolationShare < 0.05), r => Assert.True(r.ReplicaHours >= rows[Backtest.Oracle].ReplicaHours));
        Assert.Equal(rows["headroom"].ReplicaHours * 3, rows["headroom"].Dollars, 6);
    }

    [Fact]
    public void Run_AnotherUnit_DecidesTheSame()
    {
        var plain = Backtest.Run(Series, Settings(), static _ => { });
        var scaled = Backtest.Run(Of([.. Series.Loads.Select(static l => 16 * l)]), Settings() with { Capacity = 16 * 20 }, static _ => { });

        Assert.All(plain.Rows.Zip(scaled.Rows), pair =>
        {
            var (one, other) = (pair.First.Outcome, pair.Second.Outcome);
            if (pair.First.Policy == Backtest.NameOf(PolicyKind.Headroom) || pair.First.Policy == Backtest.NameOf(PolicyKind.RiskPrice))
            {
                // The error forest sees logarithms, whose last bit depends on the unit: now and then a row changes its leaf.
                Assert.InRange(other.MeanReplicas / one.MeanReplicas, 0.995, 1.005);
                Assert.InRange(other.Violations - one.Violations, -3, 3);
                return;
            }

            Assert.Equal(one.Replicas, other.Replicas);
        });
    }

    [Fact]
    public void Run_Bounds_AreKeptByEveryPolicy()
    {
        var result = Backtest.Run(Series, Settings() with { MinReplicas = 4, MaxReplicas = 7 }, static _ => { });

        Assert.All(result.Rows, static r => Assert.All(r.Outcome.Replicas, static n => Assert.InRange(n, 4, 7)));
    }

    [Fact]
    public void Run_SeveralSettings_EachIsWhatItWouldBeAlone()
    {
        var plain = Settings() with { Policies = [PolicyKind.Headroom], HasOracle = false };
        var strict = plain with { ServiceLevel = 0.99, MinReplicas = 5 };
        var steps = 0;

        var both = Backtest.Run(Series, [plain, strict], _ => steps++);

        Assert.Equal(Series.Loads.Count, steps);
        Assert.Equal(Backtest.Run(Series, plain, static _ => { }).Rows[0].Outcome.Replicas, both[0].Rows[0].Outcome.Replicas);
        Assert.Equal(Backtest.Run(Series, strict, static _ => { }).Rows[0].Outcome.Replicas, both[1].Rows[0].Outcome.Replicas);
        Assert.True(both[1].Rows[0].Outcome.Violations < both[0].Rows[0].Outcome.Violations);
    }

    [Fact]
    public void Run_ShortfallCosts_BuyReplicasAgainstViolations()
    {
        var plain = Settings() with { Policies = [PolicyKind.Headroom], HasOracle = false };

        var both = Backtest.Run(Series, [plain, plain with { ShortfallCostPerUnitHour = 1_000 }], static _ => { });

        Assert.True(both[1].Rows[0].Outcome.Violations < both[0].Rows[0].Outcome.Violations);
        Assert.True(both[1].Rows[0].ReplicaHours > both[0].Rows[0].ReplicaHours);
    }

    [Fact]
    public void Run_AnotherLead_IsNoMatterOfTheSameForecast() =>
        Assert.Throws<ArgumentException>(() => Backtest.Run(Series, [Settings(), Settings() with { Lead = 3 }], static _ => { }));

    [Fact]
    public void Track_WhatIsToCome_ChangesNoForecast()
    {
        var loads = Wave(3 * Day);
        var other = (double[])loads.Clone();
        other.AsSpan(2 * Day).Fill(1e6);

        var (one, two) = (Track(loads), Track(other));

        for (var t = Day; t < 2 * Day; t++)
        {
            Assert.Equal(one.Point(t), two.Point(t));
            Assert.Equal(one.Draws(t)!.Value.Values.ToArray(), two.Draws(t)!.Value.Values.ToArray());
        }
    }

    private static ForecastTrack Track(double[] loads) => PooledTrack.Of(loads, Series.Start, Step, 2, Day, static _ => { });

    private static BacktestSeries Of(double[] loads) => new("wave", new DateTimeOffset(2026, 2, 2, 0, 0, 0, TimeSpan.Zero), Step, loads);

    private static double[] Wave(int length)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, length).Select(t => 120 + 70 * Math.Sin(2 * Math.PI * t / Day) + 25 * (random.NextDouble() + random.NextDouble() - 1))];
    }

    private static BacktestSettings Settings() => new()
    {
        Policies = Enum.GetValues<PolicyKind>(),
        HasOracle = true,
        ServiceLevel = 0.95,
        Capacity = 20,
        Lead = 2,
        Training = 4 * Day,
        MinReplicas = 1,
        MaxReplicas = 200,
        ReplicaCostPerHour = 3,
    };
}
