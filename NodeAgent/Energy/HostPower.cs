using System.Globalization;

namespace Headroom.NodeAgent.Energy;

/// <summary>Processor packages and memory by RAPL's energy counters, where the node has them and root may read them.</summary>
internal sealed class HostPower
{
    private readonly List<Zone> _zones = [];
    private TimeSpan? _readAt;

    /// <param name="root">/sys/class/powercap</param>
    public HostPower(string root)
    {
        try
        {
            foreach (string folder in Directory.Exists(root) ? Directory.GetDirectories(root, "intel-rapl:*") : [])
            {
                // Core and uncore lie within a package, and psys holds everything twice; memory is counted apart.
                string name = File.ReadAllText(Path.Combine(folder, "name")).Trim();
                if (name.StartsWith("package", StringComparison.Ordinal) || name == "dram")
                {
                    _zones.Add(new Zone(Path.Combine(folder, "energy_uj"), Number(Path.Combine(folder, "max_energy_range_uj"))));
                }
            }

            _ = Read(TimeSpan.Zero);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            Problem = $"host power cannot be read: {e.Message}";
            _zones.Clear();
        }
    }

    /// <summary>Why there is none; null when there is, or the node has no such counters.</summary>
    public string? Problem { get; private set; }

    /// <returns>Milliwatts since the last call; null at the first one and without counters.</returns>
    public ulong? Read(TimeSpan now)
    {
        if (_zones.Count == 0)
        {
            return null;
        }

        try
        {
            ulong microjoules = 0;
            foreach (var zone in _zones)
            {
                microjoules += zone.Advance();
            }

            var elapsed = now - _readAt;
            _readAt = now;
            return elapsed is { } past && past > TimeSpan.Zero ? (ulong)(microjoules / past.TotalMilliseconds) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            Problem = $"host power cannot be read: {e.Message}";
            return null;
        }
    }

    private static ulong Number(string path) => ulong.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);

    private sealed class Zone(string counter, ulong range)
    {
        private ulong? _last;

        public ulong Advance()
        {
            ulong now = Number(counter);
            ulong added = _last is not { } last ? 0 : now >= last ? now - last : now + range - last;
            _last = now;
            return added;
        }
    }
}
