namespace Headroom.NodeAgent.Hosting;

/// <summary>What the command line says.</summary>
internal sealed record AgentOptions
{
    /// <summary>Name of the node, as the token is bound to it.</summary>
    public required string Node { get; init; }

    /// <summary>Null: nobody is reported to, and no lease comes.</summary>
    public Uri? ControlPlane { get; init; }

    /// <summary>PEM file of the authority that signed the control plane's certificate; null: the system's.</summary>
    public string? AuthorityFile { get; init; }

    public required string TokenFile { get; init; }

    public required string StateFolder { get; init; }

    /// <summary>Prefix that /metrics and /healthz are served under; null: not served.</summary>
    public string? Listen { get; init; }

    public required string Library { get; init; }

    public required string PodResources { get; init; }

    public required string PodLogs { get; init; }

    public required string Proc { get; init; }

    public required string Powercap { get; init; }

    /// <summary>Never sets anything, root or not.</summary>
    public bool IsReadOnly { get; init; }

    public bool IsOnce { get; init; }

    public bool IsJson { get; init; }
}
