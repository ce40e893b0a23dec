namespace Headroom.SimulatedNodes.Hosting;

/// <summary>What the command line says.</summary>
internal sealed record FleetOptions
{
    public required string Kubeconfig { get; init; }

    /// <summary>https:// address that agents report to.</summary>
    public required Uri ControlPlane { get; init; }

    /// <summary>PEM file of the authority behind the control plane's certificate.</summary>
    public required string AuthorityFile { get; init; }

    /// <summary>A folder for each node is made in it: its disk, its token and what its cards are set to.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Simulated days pass so many times faster.</summary>
    public required double Speed { get; init; }
}
