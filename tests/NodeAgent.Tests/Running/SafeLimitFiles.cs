using Headroom.NodeAgent.Control;
using Headroom.NodeAgent.Safety;

namespace Headroom.NodeAgent.Tests.Running;

/// <summary>A record as an earlier agent left it.</summary>
internal static class SafeLimitFiles
{
    public static void Write(string folder, params (string Uuid, uint Milliwatts)[] limits) => Write(folder, term: 1, limits);

    public static void Write(string folder, long term, params (string Uuid, uint Milliwatts)[] limits)
    {
        var record = SafeLimits.None with { Term = term };
        foreach (var (uuid, milliwatts) in limits)
        {
            record = record with { ByGpu = record.ByGpu.SetItem(uuid, milliwatts) };
        }

        Assert.True(new SafeLimitFile(folder).TryKeep(record));
    }
}
