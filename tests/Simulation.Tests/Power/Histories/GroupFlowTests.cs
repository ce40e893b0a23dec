using Headroom.Power.Models;
using Headroom.Simulation.Power.Histories;
using Headroom.Units;

namespace Headroom.Simulation.Tests.Power.Histories;

public sealed class GroupFlowTests
{
    private static readonly ServerModel Server = ServerModel.DgxA100;

    [Fact]
    public void Step_AtTheHighestClock_DrawsWhatTheHistoryDrew()
    {
        var flow = Flow(servers: 2, prefill: .5f, Server.Gpu.MaxClock);

        var draw = flow.Step(0, 0, 2, double.PositiveInfinity);

        Assert.Equal(2 * 3000 + .5 * Prefill, draw, 1e-3);
        Assert.Equal(0, flow.Backlog);
    }

    [Fact]
    public void Step_HalfTheClock_PromptsThatFitTakeTwiceTheTime()
    {
        var flow = Flow(servers: 2, prefill: .5f, new Megahertz(705));

        flow.Step(0, 0, 2, double.PositiveInfinity);

        Assert.Equal(1, flow.Prefilling, 1e-6);
        Assert.Equal(0, flow.Backlog);
    }

    [Fact]
    public void Step_MoreThanTheClockLetsBegin_WaitsAndIsDoneLater()
    {
        // 1.5 servers of prefill on two that are twice as slow: one server's worth is begun, half a server's second waits each second.
        var flow = Flow(servers: 2, prefill: 1.5f, new Megahertz(705));
        flow.Step(0, 0, 2, double.PositiveInfinity);
        Assert.Equal(1, flow.Backlog, 1e-6);
        Assert.Equal(1, flow.WaitSeconds, 1e-6);

        flow.Pace = GroupPace.Of(Server, Server.Gpu.MaxClock, null);
        var draw = flow.Step(0, 0, 2, double.PositiveInfinity);

        Assert.Equal(0, flow.Backlog, 1e-6);
        Assert.Equal(2 * 3000 + 2 * Prefill, draw, 1e-3);
    }

    [Fact]
    public void Step_GateLeavesRoomForOne_TheRestWaits()
    {
        var flow = Flow(servers: 4, prefill: 3, Server.Gpu.MaxClock);

        flow.Step(0, 0, 2, mostPrefilling: 1);

        Assert.Equal(1, flow.Prefilling);
        Assert.Equal(4, flow.Backlog);
    }

    [Fact]
    public void Of_PowerLimit_BoundsTheDraw()
    {
        var pace = GroupPace.Of(Server, Server.Gpu.MaxClock, Watts.FromWatts(200));

        var most = Server.Idle.ToWatts() + (Server.WattsAt(.63) - Server.Idle.ToWatts()) * pace.DecodePower + pace.PrefillWatts;
        Assert.Equal(Server.WattsAt(.5), most, 1);
        Assert.True(pace.Slowdown > 0);
    }

    private static double Decode => Server.WattsAt(.63) - Server.Idle.ToWatts();

    private static double Prefill => Server.WattsAt(1.01) - Server.WattsAt(.63);

    private static GroupFlow Flow(int servers, float prefill, Megahertz clock)
    {
        var work = new GroupWork(servers, 1, Decode, Prefill);
        (work.Idle[0], work.Decode[0], work.Prefill[0]) = (1500 * servers, 1500 * servers, prefill);
        return new GroupFlow(work) { Pace = GroupPace.Of(Server, clock, null) };
    }
}
