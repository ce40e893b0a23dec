using Headroom.Contracts.Power;

namespace Headroom.Operators.Power.Telemetry;

/// <summary>The last report of every node, and the lease that answers it.</summary>
public interface IPowerTelemetry
{
    /// <summary>Nodes that have reported to this process.</summary>
    int Nodes { get; }

    /// <summary>Null for a node that has not reported to this process.</summary>
    NodeReading? Find(string node);

    /// <summary>Every node's last reading, in no order; old ones too.</summary>
    IReadOnlyList<NodeReading> Snapshot();

    /// <summary>Stores a report and answers it. A report older than the stored one of the same agent changes nothing.</summary>
    /// <param name="report">Of a node whose identity was checked.</param>
    /// <param name="term">Of this process' leadership.</param>
    PowerLease Exchange(NodeReport report, long term);

    /// <summary>Forgets a node that left the cluster.</summary>
    void Forget(string node);
}
