using Headroom.Contracts.Power;
using Headroom.NodeAgent.Tests.FakeDriver;
using Headroom.Testing;

namespace Headroom.NodeAgent.Tests.Running;

/// <summary>The agent's process, the real P/Invoke path and real TLS, end to end.</summary>
public sealed class ControlTests
{
    private static GpuCap Cap(uint? limit = 500_000, uint? clock = null) => new()
    {
        Uuid = "GPU-0",
        PowerLimitMilliwatts = limit,
        SafeLimitMilliwatts = 300_000,
        Clocks = clock is { } top ? new ClockRange(210, top) : null,
    };


    [Fact]
    public async Task Run_SafeLimitOnDisk_IsSetBeforeTheFirstReport()
    {
        using var driver = new FakeNvml(cards: 1);
        SafeLimitFiles.Write(driver.Folder, ("GPU-0", 300_000));
        await using var leader = await FakeLeader.StartAsync();

        await using var agent = RunningAgent.Start(driver, driver.Folder, leader.Options());
        await Eventually.HoldsAsync(() => leader.Reports.Count > 0);

        var card = leader.Reports[0].Gpus[0];
        Assert.Equal((300_000u, SafeLimitState.Confirmed), (card.PowerLimitMilliwatts, card.SafeLimitState));
        Assert.Equal("HTTP/2", leader.Protocol);
        Assert.Equal("Bearer token-of-gpu-7", leader.Authorization);
    }

    [Fact]
    public async Task Run_LeaseThenSilence_CapsAndFallsBackWithinTheLease()
    {
        using var driver = new FakeNvml(cards: 2);
        await using var leader = await FakeLeader.StartAsync();
        leader.Caps = [Cap(limit: 500_000, clock: 1_110)];
        await using var agent = RunningAgent.Start(driver, driver.Folder, leader.Options());
        await Eventually.HoldsAsync(() => driver.Card(0) == (500_000, 1_110));
        await Eventually.HoldsAsync(() => leader.Last!.Gpus[0].Lease is not null);
        Assert.Equal(new ClockRange(210, 1_110), leader.Last!.Gpus[0].LockedClocks);

        leader.Caps = null;
        long silent = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(() => driver.Card(0) == (300_000, 0));

        Assert.InRange(TimeProvider.System.GetElapsedTime(silent).TotalSeconds, 2, 7);
        Assert.Equal(700_000u, driver.Card(1).Limit); // never named, never touched
    }

    [Fact]
    public async Task Run_Terminated_LeavesTheCardsAtTheirSafeLimits()
    {
        using var driver = new FakeNvml(cards: 1);
        await using var leader = await FakeLeader.StartAsync();
        leader.Caps = [Cap(limit: 650_000)];
        await using var agent = RunningAgent.Start(driver, driver.Folder, leader.Options());
        await Eventually.HoldsAsync(() => driver.Card(0).Limit == 650_000);

        await agent.TerminateAsync();

        Assert.Equal(300_000u, driver.Card(0).Limit);
    }

    [Fact]
    public async Task Run_KilledAndStartedAgain_IsSafeAgainAndRefusesAnOlderLeader()
    {
        using var driver = new FakeNvml(cards: 1);
        await using var leader = await FakeLeader.StartAsync();
        (leader.Term, leader.Caps) = (7, [Cap(limit: 650_000)]);
        await using (var first = RunningAgent.Start(driver, driver.Folder, leader.Options()))
        {
            await Eventually.HoldsAsync(() => driver.Card(0).Limit == 650_000);
            await first.KillAsync();
        }

        Assert.Equal(650_000u, driver.Card(0).Limit);
        leader.Term = 6;
        await using var second = RunningAgent.Start(driver, driver.Folder, leader.Options());
        await Eventually.HoldsAsync(() => driver.Card(0).Limit == 300_000);
        int reports = leader.Reports.Count;
        await Eventually.HoldsAsync(() => leader.Reports.Count > reports + 2);

        Assert.Equal(300_000u, driver.Card(0).Limit);
    }

    [Fact]
    public async Task Run_DamagedRecord_TakesTheLowestLimit()
    {
        using var driver = new FakeNvml(cards: 1);
        SafeLimitFiles.Write(driver.Folder, ("GPU-0", 300_000));
        string record = Path.Combine(driver.Folder, "safe-limits");
        File.WriteAllText(record, File.ReadAllText(record).Replace("300000", "700000", StringComparison.Ordinal));

        await using var agent = RunningAgent.Start(driver, driver.Folder);
        await Eventually.HoldsAsync(() => driver.Card(0).Limit == 200_000);

        await Eventually.HoldsAsync(() => agent.Log.Contains("cannot be trusted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_DriverStartsAgain_IsFoundAndClampedAnew()
    {
        using var driver = new FakeNvml(cards: 1);
        SafeLimitFiles.Write(driver.Folder, ("GPU-0", 300_000));
        await using var leader = await FakeLeader.StartAsync();
        await using var agent = RunningAgent.Start(driver, driver.Folder, leader.Options());
        await Eventually.HoldsAsync(() => driver.Card(0).Limit == 300_000 && leader.Last is { Driver: DriverState.Ready });
        int before = leader.Reports.Count;
        ulong? energy = leader.Last!.Gpus[0].EnergyMillijoules;

        driver.Set("epoch", 2);
        await Eventually.HoldsAsync(() => leader.Reports.Skip(before).Any(r => r.Driver == DriverState.Failing));
        await Eventually.HoldsAsync(() => leader.Last is { Driver: DriverState.Ready } && driver.Card(0).Limit == 300_000);

        Assert.True(leader.Last!.Gpus[0].EnergyMillijoules >= energy, "the energy went backwards");
    }

    [Fact]
    public async Task Run_SomeoneRaisesTheLimit_IsLoweredAgain()
    {
        using var driver = new FakeNvml(cards: 1);
        SafeLimitFiles.Write(driver.Folder, ("GPU-0", 300_000));
        driver.Set("0.skew", 25_000);
        await using var leader = await FakeLeader.StartAsync();
        await using var agent = RunningAgent.Start(driver, driver.Folder, leader.Options());
        await Eventually.HoldsAsync(() => leader.Last is { } r && r.Gpus[0].SafeLimitState == SafeLimitState.Refused);
        Assert.Equal(325_000u, leader.Last!.Gpus[0].PowerLimitMilliwatts);

        driver.Unset("0.skew");

        await Eventually.HoldsAsync(() => leader.Last is { } r && r.Gpus[0] is { SafeLimitState: SafeLimitState.Confirmed, PowerLimitMilliwatts: 300_000 });
    }

    [Fact]
    public async Task Run_DriverThatPermitsNothing_ReadsOnAndSaysSo()
    {
        using var driver = new FakeNvml(cards: 1);
        SafeLimitFiles.Write(driver.Folder, ("GPU-0", 300_000));
        driver.Set("fail.SetPowerManagementLimit", 4);
        await using var leader = await FakeLeader.StartAsync();

        await using var agent = RunningAgent.Start(driver, driver.Folder, leader.Options());
        await Eventually.HoldsAsync(() => leader.Reports.Count > 1);

        Assert.False(leader.Last!.CanControl);
        Assert.Equal(SafeLimitState.Refused, leader.Last.Gpus[0].SafeLimitState);
        Assert.NotNull(leader.Last.Gpus[0].DrawMilliwatts);
    }

    [Fact]
    public async Task Run_Follower_SendsTheAgentToTheLeader()
    {
        using var driver = new FakeNvml(cards: 1);
        await using var leader = await FakeLeader.StartAsync();
        await using var follower = await FakeLeader.StartAsync(certificateOf: leader);
        follower.Leader = leader.Url.Authority.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        leader.Caps = [Cap(limit: 450_000)];

        await using var agent = RunningAgent.Start(driver, driver.Folder, follower.Options());

        await Eventually.HoldsAsync(() => driver.Card(0).Limit == 450_000);
        Assert.Empty(follower.Reports);
    }

    [Fact]
    public async Task Run_CertificateOfAnotherAuthority_IsNotTrusted()
    {
        using var driver = new FakeNvml(cards: 1);
        await using var leader = await FakeLeader.StartAsync();
        await using var other = await FakeLeader.StartAsync();

        await using var agent = RunningAgent.Start(driver, driver.Folder, "--control-plane", leader.Url.ToString(), "--ca-file", other.AuthorityFile, "--token-file", leader.TokenFile);
        await Eventually.HoldsAsync(() => agent.Log.Contains("control plane:", StringComparison.Ordinal));

        Assert.Empty(leader.Reports);
    }

    [Fact]
    public async Task Run_Released_GivesTheDefaultBackAndForgetsTheSafeLimit()
    {
        using var driver = new FakeNvml(cards: 1);
        SafeLimitFiles.Write(driver.Folder, ("GPU-0", 300_000));
        await using var leader = await FakeLeader.StartAsync();
        leader.IsRelease = true;

        await using var agent = RunningAgent.Start(driver, driver.Folder, leader.Options());
        await Eventually.HoldsAsync(() => leader.Last is { } r && r.Gpus[0].SafeLimitState == SafeLimitState.None);

        Assert.Equal(700_000u, driver.Card(0).Limit);
        Assert.Equal(
            ["SetPowerManagementLimit 0 300000 = 0", "SetPowerManagementLimit 0 700000 = 0"],
            driver.Calls.Where(c => c.StartsWith("SetPower", StringComparison.Ordinal)));
    }
}
