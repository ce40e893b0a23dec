using System.CommandLine;
using Headroom.NodeAgent.Nvml;

namespace Headroom.NodeAgent.Hosting;

/// <summary>The options of headroom-node-agent.</summary>
internal static class CommandLine
{
    private static readonly Option<string> Node = Text("--node", "Name of this node.", Environment.GetEnvironmentVariable("NODE_NAME") ?? Environment.MachineName);
    private static readonly Option<string?> ControlPlane = new("--control-plane") { Description = "https:// address to report to; without it the agent only reads and serves /metrics." };
    private static readonly Option<string?> Authority = new("--ca-file") { Description = "PEM file of the authority behind the control plane's certificate." };
    private static readonly Option<string> Token = Text("--token-file", "Service-account token with audience headroom.", "/var/run/secrets/headroom/token");
    private static readonly Option<string> State = Text("--state-dir", "Folder on the node's disk for the safe limits.", "/var/lib/headroom-node-agent");
    private static readonly Option<string> Listen = Text("--listen", "Where /metrics and /healthz are served, or none.", "http://*:9402/");
    private static readonly Option<string> Library = Text("--nvml", "The driver's library.", NvmlLibrary.DefaultName);
    private static readonly Option<string> PodResources = Text("--pod-resources", "The kubelet's pod resources socket.", "/var/lib/kubelet/pod-resources/kubelet.sock");
    private static readonly Option<string> PodLogs = Text("--pod-logs", "The kubelet's log folders, which name each pod's UID.", "/var/log/pods");
    private static readonly Option<string> Proc = Text("--proc", "The host's /proc.", "/proc");
    private static readonly Option<string> Powercap = Text("--powercap", "The host's RAPL counters.", "/sys/class/powercap");
    private static readonly Option<bool> ReadOnly = new("--read-only") { Description = "Never set anything." };
    private static readonly Option<bool> Once = new("--once") { Description = "Print one reading and end; sets nothing." };
    private static readonly Option<bool> Json = new("--json") { Description = "With --once: as JSON." };

    public static RootCommand Create(Func<AgentOptions, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Reads the GPUs of a node, keeps them under their power limits, and reports once a second.")
        {
            Node, ControlPlane, Authority, Token, State, Listen, Library, PodResources, PodLogs, Proc, Powercap, ReadOnly, Once, Json,
        };
        command.Validators.Add(static result =>
        {
            if (result.GetValue(ControlPlane) is { } url && (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme != Uri.UriSchemeHttps))
            {
                result.AddError($"--control-plane: {url} is not an https:// address; tokens and leases do not travel in the open");
            }

            if (result.GetValue(Json) && !result.GetValue(Once))
            {
                result.AddError("--json goes with --once");
            }
        });
        command.SetAction((parsed, ct) => run(Read(parsed), ct));
        return command;
    }

    private static AgentOptions Read(ParseResult parsed) => new()
    {
        Node = parsed.GetRequiredValue(Node),
        ControlPlane = parsed.GetValue(ControlPlane) is { } url ? new Uri(url) : null,
        AuthorityFile = parsed.GetValue(Authority),
        TokenFile = parsed.GetRequiredValue(Token),
        StateFolder = parsed.GetRequiredValue(State),
        Listen = parsed.GetRequiredValue(Listen) is "none" ? null : parsed.GetRequiredValue(Listen),
        Library = parsed.GetRequiredValue(Library),
        PodResources = parsed.GetRequiredValue(PodResources),
        PodLogs = parsed.GetRequiredValue(PodLogs),
        Proc = parsed.GetRequiredValue(Proc),
        Powercap = parsed.GetRequiredValue(Powercap),
        IsReadOnly = parsed.GetValue(ReadOnly) || parsed.GetValue(Once),
        IsOnce = parsed.GetValue(Once),
        IsJson = parsed.GetValue(Json),
    };

    private static Option<string> Text(string name, string description, string byDefault) =>
        new(name) { Description = description, DefaultValueFactory = _ => byDefault };
}
