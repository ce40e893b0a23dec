using Headroom.NodeAgent.Energy;

namespace Headroom.NodeAgent.Tests.Energy;

public sealed class HostPowerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("headroom-rapl-").FullName;

    [Fact]
    public void Read_PackagesAndMemory_AddsThemOnceOverTheCountersEnd()
    {
        Zone("intel-rapl:0", "package-0", 999_000_000);
        Zone("intel-rapl:0:0", "core", 0);
        Zone("intel-rapl:0:1", "dram", 0);
        Zone("intel-rapl:1", "psys", 0);
        var host = new HostPower(_root);

        Zone("intel-rapl:0", "package-0", 100_000_000); // range 1,000 J: 1 J to the end, 100 J after it
        Zone("intel-rapl:0:1", "dram", 9_000_000);

        Assert.Equal(110_000UL, host.Read(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Read_NoCounters_IsUnknown()
    {
        var host = new HostPower(Path.Combine(_root, "none"));

        Assert.Null(host.Read(TimeSpan.FromSeconds(1)));
        Assert.Null(host.Problem);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Zone(string folder, string name, long microjoules)
    {
        string path = Directory.CreateDirectory(Path.Combine(_root, folder)).FullName;
        File.WriteAllText(Path.Combine(path, "name"), name + "\n");
        File.WriteAllText(Path.Combine(path, "energy_uj"), $"{microjoules}\n");
        File.WriteAllText(Path.Combine(path, "max_energy_range_uj"), "1000000000\n");
    }
}
