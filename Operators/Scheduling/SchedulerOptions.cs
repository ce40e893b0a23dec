namespace Headroom.Operators.Scheduling;

/// <summary>Section Scheduler: where kube-schedulers call, and which of them may.</summary>
public sealed class SchedulerOptions
{
    public const string Section = "Scheduler";

    /// <summary>Address of the extender: https, or http on loopback; empty where no scheduler calls.</summary>
    public string? Url { get; set; }

    /// <summary>PEM file of the authority that signed the schedulers' client certificates; read at every handshake.</summary>
    public string? ClientCaFile { get; set; }

    /// <summary>Common name that a client certificate must have; empty takes every one of that authority.</summary>
    public string? ClientName { get; set; }

    public bool IsServed => !string.IsNullOrEmpty(Url);
}
