using Headroom.Kubernetes.Leases;
using Headroom.Operators.Hosting;

namespace Headroom.ControlPlane.Api.Power;

/// <summary>By the control plane's own election, asked for every report; without controllers nobody leads.</summary>
internal sealed class ElectedLeadership(LeaderElector? elector) : IAgentLeadership
{
    public long? Term => elector?.Current?.Transitions;

    public string? LeaderAddress => elector?.ObservedHolder is { } holder ? ReplicaIdentity.AddressIn(holder) : null;
}
