using FsCheck;
using FsCheck.Fluent;
using Headroom.Contracts.Power;

namespace Headroom.NodeAgent.Tests.Safety;

/// <summary>The node's half of the promise for failures, under any order of them.</summary>
public sealed class SafetyClampProperties
{
    private const int Histories = 2_000;

    private static Config Config => FsCheck.Config.QuickThrowOnFailure.WithMaxTest(Histories).WithEndSize(120);

    // A list of plain numbers shrinks well; each is decoded into one thing that happens.
    private static Arbitrary<int[]> History => Arb.From(
        Gen.Choose(0, 1_000_000).ArrayOf(),
        steps => ArbMap.Default.ArbFor<int[]>().Shrinker(steps).Where(shorter => shorter.All(s => s >= 0)));

    [Fact]
    public void Clamp_AnyHistory_NoCardIsAboveItsLeaseOrItsSafeLimit() =>
        Prop.ForAll(History, history =>
        {
            var world = new PowerWorld();
            foreach (int step in history)
            {
                Happen(world, step);
                world.Check();
            }
        }).Check(Config);

    [Fact]
    public void Clamp_ALeaseAtTheInstantOfItsEnd_LeavesTheSafeLimitThatWasGiven()
    {
        // A damaged record on a full disk, two reports at once, the second reply after five seconds to the millisecond.
        var world = new PowerWorld();
        foreach (int step in new[] { 274_342, 284_943, 444_883, 0, 40_555, 624_979, 375_163, 482_550, 33_567, 249_648 })
        {
            Happen(world, step);
            world.Check();
        }
    }

    [Fact]
    public void Clamp_AfterAnyHistoryAndExpiry_EveryCardIsAtItsSafeLimitAndUnlocked() =>
        Prop.ForAll(History, history =>
        {
            var world = Lived(history);
            world.Heal();
            world.Grant(limit: 650_000, safe: 300_000);

            world.Advance(TimeSpan.FromSeconds(5));

            Assert.All(world.Cards, c => Assert.Equal((300_000u, (ClockRange?)null), (c.Limit, c.Locked)));
            Assert.All(world.Cards, c => Assert.Equal(SafeLimitState.Confirmed, world.StatusOf(c).State));
        }).Check(Config);

    [Fact]
    public void Clamp_AfterAnyHistory_ANewLeaderIsObeyedAtOnce() =>
        Prop.ForAll(History, history =>
        {
            var world = Lived(history);
            world.Heal();

            world.Grant(limit: 650_000, safe: 300_000);

            Assert.All(world.Cards, c => Assert.Equal((650_000u, new ClockRange(210, 1_110)), (c.Limit, c.Locked)));
        }).Check(Config);

    private static PowerWorld Lived(int[] history)
    {
        var world = new PowerWorld();
        Array.ForEach(history, step => Happen(world, step));
        return world;
    }

    private static void Happen(PowerWorld world, int step)
    {
        int what = step % 23, which = step / 23;
        switch (what)
        {
            case < 6:
                world.Report(staleness: which % 9 == 0 ? which : 0, seed: which);
                break;
            case < 10:
                world.Deliver(which, isKept: which % 4 == 0);
                break;
            case < 14:
                world.Advance(TimeSpan.FromMilliseconds(250 + (which % 1_500)));
                break;
            case 14:
                world.Lose(which);
                break;
            case 15:
                world.ElectLeader();
                break;
            case 16:
                world.Crash();
                break;
            case 17 or 18:
                world.Start();
                break;
            case 19:
                world.Toggle(which, which / 2);
                break;
            case 20:
                world.ReloadDriver(which);
                break;
            case 21:
                End(world, which);
                break;
            default:
                world.Report(staleness: 0, seed: which);
                world.Deliver(int.MaxValue, isKept: false);
                break;
        }
    }

    private static void End(PowerWorld world, int which)
    {
        switch (which % 3)
        {
            case 0:
                world.Stop();
                break;
            case 1:
                world.Reboot();
                break;
            default:
                world.Corrupt();
                break;
        }
    }
}
