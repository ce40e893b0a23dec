namespace Headroom.ControlPlane.Api.Power;

/// <summary>Whether this replica grants leases now.</summary>
internal interface IAgentLeadership
{
    /// <summary>The running term; null while this replica does not lead.</summary>
    long? Term { get; }

    /// <summary>host:port of the replica that leads; null when it is not known.</summary>
    string? LeaderAddress { get; }
}
