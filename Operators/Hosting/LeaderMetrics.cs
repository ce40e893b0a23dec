using System.Diagnostics.Metrics;
using Headroom.Kubernetes.Leases;

namespace Headroom.Operators.Hosting;

/// <summary>Who leads, by client-go's name for it.</summary>
internal sealed class LeaderMetrics
{
    private static readonly Meter Meter = new("Headroom.Operators.Hosting");

    public LeaderMetrics(LeaderElector elector, string lease) =>
        Meter.CreateObservableGauge(
            "leader_election_master_status",
            () => new Measurement<int>(elector.IsLeader ? 1 : 0, new KeyValuePair<string, object?>("name", lease)),
            null,
            "1 on the replica that leads");
}
