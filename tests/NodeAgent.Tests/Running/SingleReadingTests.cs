using System.Text.Json;
using Headroom.NodeAgent.Tests.FakeDriver;

namespace Headroom.NodeAgent.Tests.Running;

public sealed class SingleReadingTests
{
    [Fact]
    public async Task Once_TwoCards_ShowsWhatTheDriverSays()
    {
        using var driver = new FakeNvml(cards: 2);
        driver.Set("0.demand", 412_000);
        driver.Set("0.util", 87);
        driver.Set("0.bmc", 450_000);
        driver.Set("0.reasons", "0x84");
        driver.Set("1.mig", "3:40192,4:40192");

        var reading = await RunningAgent.ReadOnceAsync(driver);

        var report = reading.GetProperty("report");
        Assert.Equal("Ready", report.GetProperty("driver").GetString());
        Assert.Equal("550.54.15", report.GetProperty("driverVersion").GetString());
        var card = report.GetProperty("gpus")[0];
        Assert.Equal("NVIDIA H100 80GB HBM3", card.GetProperty("model").GetString());
        Assert.Equal(412_000, card.GetProperty("drawMilliwatts").GetInt32());
        Assert.Equal(450_000, card.GetProperty("enforcedLimitMilliwatts").GetInt32());
        Assert.Equal(700_000, card.GetProperty("powerLimitMilliwatts").GetInt32());
        Assert.Equal(0x84, card.GetProperty("eventReasons").GetInt32());
        Assert.Equal(87, card.GetProperty("utilizationPercent").GetInt32());
        Assert.InRange(card.GetProperty("energyMillijoules").GetInt64(), 150_000, 2_000_000); // half a second and more at 412 W
        Assert.Equal([3, 4], report.GetProperty("gpus")[1].GetProperty("migSlices").EnumerateArray().Select(s => s.GetProperty("computeSlices").GetInt32()));
    }

    [Fact]
    public async Task Once_AnySafeLimit_SetsNothing()
    {
        using var driver = new FakeNvml(cards: 1);
        SafeLimitFiles.Write(driver.Folder, ("GPU-0", 300_000));

        await RunningAgent.ReadOnceAsync(driver);

        Assert.DoesNotContain(driver.Calls, c => c.StartsWith("Set", StringComparison.Ordinal) || c.StartsWith("Reset", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("init", 9, "NotLoaded")]
    [InlineData("init", 18, "Failing")]
    [InlineData("count", 0, "NoGpu")]
    [InlineData("fail.GetCount", 999, "Failing")]
    public async Task Once_DriverThatDoesNotServe_SaysWhy(string key, int value, string state)
    {
        using var driver = new FakeNvml(cards: 1);
        driver.Set(key, value);

        var reading = await RunningAgent.ReadOnceAsync(driver);

        Assert.Equal(state, reading.GetProperty("report").GetProperty("driver").GetString());
        Assert.Empty(reading.GetProperty("report").GetProperty("gpus").EnumerateArray());
        Assert.NotEmpty(reading.GetProperty("limitations").EnumerateArray());
    }

    [Fact]
    public async Task Once_NoLibrary_SaysSo()
    {
        using var driver = new FakeNvml(cards: 1);

        var reading = await RunningAgent.ReadOnceAsync(driver, "/nowhere/libnvidia-ml.so.1", []);

        Assert.Equal("NoLibrary", reading.GetProperty("report").GetProperty("driver").GetString());
        Assert.Contains("/nowhere/libnvidia-ml.so.1", reading.GetProperty("limitations")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_CardWithoutCounters_ReadsThemAsUnknown()
    {
        using var driver = new FakeNvml(cards: 1);
        driver.Set("fail.GetTotalEnergyConsumption", 3);
        driver.Set("fail.GetPowerManagementLimitConstraints", 3);

        var card = (await RunningAgent.ReadOnceAsync(driver)).GetProperty("report").GetProperty("gpus")[0];

        Assert.Equal(JsonValueKind.Null, card.GetProperty("minLimitMilliwatts").ValueKind);
        Assert.InRange(card.GetProperty("energyMillijoules").GetInt64(), 20_000, 300_000); // 70 W at rest, integrated
    }

    [Fact]
    public async Task Once_CardOffTheBus_IsLostAndTheOtherIsRead()
    {
        using var driver = new FakeNvml(cards: 2);
        driver.Set("0.fail.GetPowerUsage", 15);

        var cards = (await RunningAgent.ReadOnceAsync(driver)).GetProperty("report").GetProperty("gpus");

        Assert.Equal("Lost", cards[0].GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, cards[0].GetProperty("temperatureCelsius").ValueKind);
        Assert.Equal("Ready", cards[1].GetProperty("state").GetString());
    }
}
