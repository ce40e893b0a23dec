using Headroom.NodeAgent.Tests.FakeDriver;
using Headroom.Testing;

namespace Headroom.NodeAgent.Tests.Running;

public sealed class PodEnergyTests
{
    [Fact]
    public async Task Once_CardsOfPods_ArePowerOfPods()
    {
        using var driver = new FakeNvml(cards: 3);
        driver.Set("0.demand", 400_000);
        driver.Set("1.mig", "1:10000,2:20000,4:40000");
        driver.Set("1.demand", 350_000);
        await using var kubelet = await FakeKubelet.StartAsync(
            Path.Combine(driver.Folder, "kubelet.sock"),
            ("prod", "chat-0", ["GPU-0"]), ("prod", "small-0", ["MIG-1-0"]), ("prod", "large-0", ["MIG-1-2"]), ("web", "no-gpu", []));

        var reading = await RunningAgent.ReadOnceAsync(driver);

        var pods = reading.GetProperty("report").GetProperty("pods").EnumerateArray()
            .ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("milliwatts").GetDouble() / 1e3);
        Assert.Equal(["chat-0", "large-0", "small-0"], pods.Keys.Order(StringComparer.Ordinal));
        // Half a second of a busy machine: the instants of two readings are not exact.
        Assert.InRange(pods["chat-0"], 300, 500);
        Assert.InRange(pods["small-0"], 350 / 7.0 * .75, 350 / 7.0 * 1.25); // 1 of 7 slices; the 2 that nobody holds go to nobody
        Assert.InRange(pods["large-0"], 4 * 350 / 7.0 * .75, 4 * 350 / 7.0 * 1.25);
    }

    [Fact]
    public async Task Once_SharedCard_IsSplitByHowBusyEachPodKeptIt()
    {
        using var driver = new FakeNvml(cards: 1);
        driver.Set("0.demand", 400_000);
        driver.Set("0.procs", "100:60,200:20,300:90");
        Process(driver.Folder, 100, "0::/kubepods.slice/kubepods-pod11111111_2222_3333_4444_555555555555.slice/cri-containerd-a.scope");
        Process(driver.Folder, 200, "0::/kubepods/burstable/pod99999999-2222-3333-4444-555555555555/a");
        Process(driver.Folder, 300, "0::/system.slice/telemetry.service");
        Directory.CreateDirectory(Path.Combine(driver.Folder, "logs", "prod_busy-0_11111111-2222-3333-4444-555555555555"));
        Directory.CreateDirectory(Path.Combine(driver.Folder, "logs", "prod_calm-0_99999999-2222-3333-4444-555555555555"));
        await using var kubelet = await FakeKubelet.StartAsync(
            Path.Combine(driver.Folder, "kubelet.sock"), ("prod", "busy-0", ["GPU-0::1"]), ("prod", "calm-0", ["GPU-0::2"]));

        var reading = await RunningAgent.ReadOnceAsync(driver, "--proc", driver.Folder, "--pod-logs", Path.Combine(driver.Folder, "logs"));

        var pods = reading.GetProperty("report").GetProperty("pods");
        Assert.InRange(pods[0].GetProperty("milliwatts").GetInt32(), 225_000, 375_000); // 60 of 80
        Assert.InRange(pods[1].GetProperty("milliwatts").GetInt32(), 75_000, 125_000);
    }

    [Fact]
    public async Task Metrics_RunningAgent_ShowsCardsAndPods()
    {
        using var driver = new FakeNvml(cards: 2);
        driver.Set("0.demand", 400_000);
        await using var kubelet = await FakeKubelet.StartAsync(Path.Combine(driver.Folder, "kubelet.sock"), ("prod", "chat-0", ["GPU-0"]));
        await using var agent = RunningAgent.Start(driver, driver.Folder);

        string page = "";
        await Eventually.HoldsAsync(async () => (page = await PageAsync(agent)).Contains("headroom_pod_gpu_energy_joules_total{namespace=\"prod\",pod=\"chat-0\"} ", StringComparison.Ordinal));

        Assert.Contains("headroom_gpu_power_watts{gpu=\"0\",uuid=\"GPU-0\",model=\"NVIDIA H100 80GB HBM3\"} 400\n", page, StringComparison.Ordinal);
        Assert.Contains("headroom_gpu_up{gpu=\"1\"", page, StringComparison.Ordinal);
        Assert.Contains("# TYPE headroom_gpu_energy_joules_total counter\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("headroom_node_host_power_watts ", page, StringComparison.Ordinal); // no counters, no sample
    }

    private static async Task<string> PageAsync(RunningAgent agent)
    {
        Assert.False(agent.HasEnded, agent.Log);
        try
        {
            return await agent.Metrics.GetStringAsync("/metrics");
        }
        catch (HttpRequestException)
        {
            return ""; // Not listening yet, or no round yet.
        }
    }

    private static void Process(string folder, int id, string groups)
    {
        Directory.CreateDirectory(Path.Combine(folder, $"{id}"));
        File.WriteAllText(Path.Combine(folder, $"{id}", "cgroup"), groups + "\n");
    }
}
