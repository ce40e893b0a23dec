namespace Headroom.Contracts.Allowances;

/// <summary>How gateways and control plane meet.</summary>
/// <remarks>
/// A follower answers 421 with the leader's address in <see cref="Power.AgentProtocol.LeaderHeader"/>, as it does to agents.
/// 503: no leader, or none that has decided yet.
/// </remarks>
public static class AllowanceProtocol
{
    public const string Path = "/api/v1/power/allowances";

    public const string StreamPath = Path + "/stream";

    /// <summary>Name of the stream's event; its data is a <see cref="PowerAllowances"/>.</summary>
    public const string EventName = "allowances";
}
