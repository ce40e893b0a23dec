namespace Headroom.ControlPlane.Api.Hosting;

/// <summary>What is served on an address.</summary>
[Flags]
internal enum Surface
{
    None = 0,

    /// <summary>REST, event stream, portal.</summary>
    Main = 1,

    /// <summary>/metrics.</summary>
    Metrics = 2,

    /// <summary>/livez, /readyz, /healthz.</summary>
    Probes = 4,

    /// <summary>The node agents' reports, and the allowances that gateways obey.</summary>
    Agents = 8,

    /// <summary>The calls of kube-schedulers.</summary>
    Scheduler = 16,
}
