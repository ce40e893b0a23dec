using FsCheck;
using FsCheck.Fluent;
using Headroom.Contracts.Power;
using Headroom.Operators.Power.Energy;

namespace Headroom.Operators.Tests.Power;

public sealed class EnergyLedgerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly EnergyLedger _ledger = new();

    [Fact]
    public void Observe_PodsAndIdle_AddUpToTheCards()
    {
        _ledger.Observe(Report(1000, ("a", 600)), Noon);
        _ledger.Observe(Report(5000, ("a", 2600), ("b", 1500)), Noon.AddSeconds(1));

        Assert.Equal(
            [("", 500), ("a", 2000), ("b", 1500)],
            _ledger.Take().OrderBy(static e => e.Key.Pod).Select(static e => (e.Key.Pod, e.Value)));
    }

    [Fact]
    public void Observe_AnAgentSeenForTheFirstTime_CountsFromThenOn()
    {
        _ledger.Observe(Report(900_000, ("a", 900_000)), Noon);

        Assert.Empty(_ledger.Take());
    }

    [Fact]
    public void Observe_AnAgentThatStartedAnew_CountsNothingTwice()
    {
        _ledger.Observe(Report(1000, ("a", 1000)), Noon);
        _ledger.Observe(Report(100, "second", ("a", 100)), Noon);
        _ledger.Observe(Report(350, "second", ("a", 350)), Noon);

        Assert.Equal(250, _ledger.Take().Values.Sum());
    }

    [Fact]
    public void Observe_AnOvertakenReport_ChangesNothing()
    {
        _ledger.Observe(Report(1000), Noon);
        _ledger.Observe(Report(3000), Noon);
        _ledger.Observe(Report(2000), Noon);
        _ledger.Observe(Report(3500), Noon);

        Assert.Equal(2500, _ledger.Take().Values.Sum());
    }

    [Fact]
    public void Observe_OverAnHour_SplitsByHour()
    {
        _ledger.Observe(Report(0), Noon);
        _ledger.Observe(Report(700), Noon.AddMinutes(59));
        _ledger.Observe(Report(1000), Noon.AddMinutes(60));

        Assert.Equal([(Noon, 700), (Noon.AddHours(1), 300)], _ledger.Take().OrderBy(static e => e.Key.Hour).Select(static e => (e.Key.Hour, e.Value)));
    }

    [Fact]
    public void PutBack_WhatCouldNotBeStored_IsTakenAgain()
    {
        _ledger.Observe(Report(0), Noon);
        _ledger.Observe(Report(700), Noon);
        var taken = _ledger.Take();
        _ledger.Observe(Report(900), Noon);
        _ledger.PutBack(taken);

        Assert.Equal(900, Assert.Single(_ledger.Take()).Value);
    }

    [Fact]
    public void Observe_AnyCounters_NeverCountsMoreThanTheCardsDrew() =>
        Prop.ForAll<int>(static seed =>
        {
            var random = new Random(seed);
            var ledger = new EnergyLedger();
            var (gpu, pods) = (0UL, new ulong[3]);
            for (var i = 0; i < 50; i++)
            {
                gpu += (ulong)random.Next(1000);
                // Pods that claim more than there is, and counters that run backwards.
                pods = [.. pods.Select(p => random.Next(10) == 0 ? 0 : p + (ulong)random.Next(800))];
                ledger.Observe(Report(gpu, [.. pods.Select((p, n) => ($"p{n}", p))]), Noon);
            }

            return ledger.Take().Values.Sum() <= (long)gpu;
        }).QuickCheckThrowOnFailure();

    private static NodeReport Report(ulong gpu, params (string Pod, ulong Millijoules)[] pods) => Report(gpu, "first", pods);

    private static NodeReport Report(ulong gpu, string instance, params (string Pod, ulong Millijoules)[] pods) => new()
    {
        Node = "node-0",
        Instance = instance,
        Gpus = [new GpuReport { EnergyMillijoules = gpu / 2 }, new GpuReport { EnergyMillijoules = gpu - gpu / 2 }],
        Pods = [.. pods.Select(static p => new PodPower("team", p.Pod, 0, p.Millijoules))],
    };

    [Fact]
    public void Observe_PodsThatComeAndGoBetweenTwoCollections_KeepWhatTheyDrew()
    {
        _ledger.Observe(Report(0, ("a", 0), ("b", 0)), Noon);
        _ledger.Observe(Report(1000, ("a", 600), ("b", 300)), Noon);
        _ledger.Observe(Report(2000, ("c", 500), ("b", 700)), Noon);
        _ledger.Observe(Report(2600, ("b", 900)), Noon);

        // Of the last 600 b drew 200; a and c are gone.
        Assert.Equal(
            [("", 100 + 100 + 400), ("a", 600), ("b", 300 + 400 + 200), ("c", 500)],
            _ledger.Take().OrderBy(static e => e.Key.Pod).Select(static e => (e.Key.Pod, e.Value)));
    }

    [Fact]
    public void Observe_TheSamePodsAgain_MakesNothing()
    {
        var reports = Enumerable.Range(0, 1000).Select(static i => Report((ulong)i * 100, ("a", (ulong)i * 40), ("b", (ulong)i * 30))).ToArray();
        var (first, rest) = (reports[..10], reports[10..]);
        Array.ForEach(first, r => _ledger.Observe(r, Noon));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Array.ForEach(rest, r => _ledger.Observe(r, Noon));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }
}
