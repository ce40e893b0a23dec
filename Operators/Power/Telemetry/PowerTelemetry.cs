using System.Collections.Concurrent;
using Headroom.Contracts.Power;

namespace Headroom.Operators.Power.Telemetry;

/// <summary>One entry a node, replaced as a whole: readers never wait for writers, and see a report or the next, never half.</summary>
internal sealed class PowerTelemetry(INodeLeases leases, TimeProvider time) : IPowerTelemetry
{
    private readonly ConcurrentDictionary<string, NodeReading> _readings = new(StringComparer.Ordinal);
    private long _sequence;

    public int Nodes => _readings.Count;

    public NodeReading? Find(string node) => _readings.GetValueOrDefault(node);

    public IReadOnlyList<NodeReading> Snapshot() => [.. _readings.Values];

    public PowerLease Exchange(NodeReport report, long term)
    {
        var reading = new NodeReading(report, time.GetTimestamp());
        var stored = _readings.AddOrUpdate(
            report.Node,
            static (_, fresh) => fresh,
            static (_, known, fresh) => IsOvertaken(known.Report, fresh.Report) ? known : fresh,
            reading);

        // Drawn after the store: a higher sequence never answers from an older report.
        return leases.Grant(stored, new LeaseStamp(term, Interlocked.Increment(ref _sequence)));
    }

    public void Forget(string node) => _readings.TryRemove(node, out _);

    private static bool IsOvertaken(NodeReport known, NodeReport fresh) =>
        known.Instance == fresh.Instance && known.Number > fresh.Number;
}
