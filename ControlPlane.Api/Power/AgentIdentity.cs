namespace Headroom.ControlPlane.Api.Power;

/// <summary>Whom an agent's token stands for.</summary>
internal abstract record AgentIdentity
{
    private AgentIdentity()
    {
    }

    /// <summary>The agent of this node.</summary>
    public sealed record Node(string Name) : AgentIdentity;

    /// <summary>Someone else; why is for the agent's log.</summary>
    public sealed record Other(string Detail) : AgentIdentity;

    /// <summary>The cluster does not accept the token, or it is for another audience.</summary>
    public sealed record Unknown : AgentIdentity;
}
