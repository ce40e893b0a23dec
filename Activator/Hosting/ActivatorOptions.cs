using System.ComponentModel.DataAnnotations;
using Headroom.Activator.Sources;
using Microsoft.Extensions.Options;

namespace Headroom.Activator.Hosting;

/// <summary>Section Activator: where it listens, whom it serves and how it ends.</summary>
internal sealed class ActivatorOptions
{
    public const string Section = "Activator";

    /// <summary>Address that requests come to; every host that is routed is served there, and no other.</summary>
    [Required]
    public string Address { get; set; } = "0.0.0.0";

    /// <summary>HTTP/1.1, with WebSockets; 0 for any free port.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8080;

    /// <summary>HTTP/2 without TLS, with prior knowledge; 0 for any free port.</summary>
    [Range(0, 65535)]
    public int H2cPort { get; set; } = 8081;

    /// <summary>Probes, metrics and demand; not for clients. 0 for any free port.</summary>
    [Range(0, 65535)]
    public int AdminPort { get; set; } = 9090;

    /// <summary>A client that takes longer for its head wants to hold a connection, not an answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Between the end of readiness and the end of listening: as long as a cluster's routes take to follow.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From the signal to the end at the latest: what is still under way then is broken off.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ShutdownLimit { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>Activators that serve the same routes; they share the limits of each replica.</summary>
    [Range(1, 1000)]
    public int Count { get; set; } = 1;

    /// <summary>Which of them this is, from 0.</summary>
    [Range(0, 999)]
    public int Index { get; set; }

    /// <summary>Path of a kubeconfig; empty takes $KUBECONFIG, then the pod's own service account.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>Fixed services instead of a cluster's, for machines without one.</summary>
    public IList<StaticService> Services { get; } = [];
}

/// <summary>Generated range checks.</summary>
[OptionsValidator]
internal sealed partial class ActivatorOptionsValidator : IValidateOptions<ActivatorOptions>;
