using Headroom.LocalCluster.Simulation;

namespace Headroom.LocalCluster.Hosting;

/// <summary>How a local cluster is set up. Every default makes a small GPU cluster that starts on any free port.</summary>
public sealed record LocalClusterOptions
{
    /// <summary>Port on the loopback address; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>HTTPS with a certificate made at start; kubectl sends its token over nothing else.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>The nodes to simulate; null takes the embedded cluster of A100, H100 and L4 nodes.</summary>
    public IReadOnlyList<NodeGroup>? Nodes { get; init; }

    /// <summary>Divides every simulated delay; leases and time stamps keep wall time. Greater than 0.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Seeds start delays, generated names and uids.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long a pod takes from scheduled to ready; null takes what the nodes file says, or 5 s.</summary>
    public StartDelay? StartDelay { get; init; }

    /// <summary>Changes that are kept for watchers per resource; older versions answer 410 Gone. At least 1.</summary>
    public int WatchWindow { get; init; } = 8_192;

    /// <summary>File in which the objects outlive the process; null keeps them in memory alone.</summary>
    public string? Snapshot { get; init; }

    public IReadOnlyList<LocalUser> Users { get; init; } = [];

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where warnings and errors go; null keeps the server silent.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }
}
