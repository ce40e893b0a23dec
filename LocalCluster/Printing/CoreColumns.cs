using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Printing;

/// <summary>The tables of the core group, and of Lease and PriorityClass.</summary>
internal static class CoreColumns
{
    public static readonly PrinterColumn[] Namespace =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Status", o => o.Obj("status").Str("phase")),
        PrinterColumn.AgeColumn(),
    ];

    public static readonly PrinterColumn[] Node =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Status", NodeStatus),
        PrinterColumn.Text("Roles", NodeRoles),
        PrinterColumn.AgeColumn(),
        PrinterColumn.Text("Version", o => o.Obj("status").Obj("nodeInfo").Str("kubeletVersion")),
        PrinterColumn.Text("Internal-IP", o => o.Obj("status").Arr("addresses").Objects()
            .FirstOrDefault(a => a.Str("type") == "InternalIP").Str("address") ?? "<none>", 1),
        PrinterColumn.Text("External-IP", _ => "<none>", 1),
        PrinterColumn.Text("OS-Image", o => o.Obj("status").Obj("nodeInfo").Str("osImage"), 1),
        PrinterColumn.Text("Kernel-Version", o => o.Obj("status").Obj("nodeInfo").Str("kernelVersion"), 1),
        PrinterColumn.Text("Container-Runtime", o => o.Obj("status").Obj("nodeInfo").Str("containerRuntimeVersion"), 1),
    ];

    public static readonly PrinterColumn[] Pod =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Ready", PodReady),
        PrinterColumn.Text("Status", PodStatus),
        PrinterColumn.Text("Restarts", o => Statuses(o).Sum(s => s.Int("restartCount") ?? 0).ToString()),
        PrinterColumn.AgeColumn(),
        PrinterColumn.Text("IP", o => o.Obj("status").Str("podIP") ?? "<none>", 1),
        PrinterColumn.Text("Node", o => o.Obj("spec").Str("nodeName") ?? "<none>", 1),
        PrinterColumn.Text("Nominated Node", o => o.Obj("status").Str("nominatedNodeName") ?? "<none>", 1),
        PrinterColumn.Text("Readiness Gates", _ => "<none>", 1),
    ];

    public static readonly PrinterColumn[] Service =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Type", o => o.Obj("spec").Str("type")),
        PrinterColumn.Text("Cluster-IP", o => o.Obj("spec").Str("clusterIP") ?? "<none>"),
        PrinterColumn.Text("External-IP", _ => "<none>"),
        PrinterColumn.Text("Port(s)", o => string.Join(",", o.Obj("spec").Arr("ports").Objects()
            .Select(p => $"{p.Int("port")}/{p.Str("protocol") ?? "TCP"}"))),
        PrinterColumn.AgeColumn(),
        PrinterColumn.Text("Selector", o => KeyValues(o.Obj("spec").Obj("selector")), 1),
    ];

    public static readonly PrinterColumn[] ConfigMap =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Number("Data", o => (o.Obj("data")?.Count ?? 0) + (o.Obj("binaryData")?.Count ?? 0)),
        PrinterColumn.AgeColumn(),
    ];

    public static readonly PrinterColumn[] Secret =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Type", o => o.Str("type")),
        PrinterColumn.Number("Data", o => o.Obj("data")?.Count ?? 0),
        PrinterColumn.AgeColumn(),
    ];

    public static readonly PrinterColumn[] ServiceAccount =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Number("Secrets", o => o.Arr("secrets")?.Count ?? 0),
        PrinterColumn.AgeColumn(),
    ];

    public static readonly PrinterColumn[] Event =
    [
        PrinterColumn.Age("Last Seen", LastSeen),
        PrinterColumn.Text("Type", o => o.Str("type")),
        PrinterColumn.Text("Reason", o => o.Str("reason")),
        PrinterColumn.Text("Object", o => $"{o.Obj("involvedObject").Str("kind")?.ToLowerInvariant()}/{o.Obj("involvedObject").Str("name")}"),
        PrinterColumn.Text("Subobject", o => o.Obj("involvedObject").Str("fieldPath"), 1),
        PrinterColumn.Text("Source", o => o.Obj("source").Str("component") ?? o.Str("reportingComponent"), 1),
        PrinterColumn.Text("Message", o => o.Str("message")),
        PrinterColumn.Number("Count", o => o.Int("count") ?? o.Obj("series").Int("count") ?? 1, 1),
        PrinterColumn.Text("Name", o => o.Name(), 1),
    ];

    public static readonly PrinterColumn[] Lease =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Holder", o => o.Obj("spec").Str("holderIdentity")),
        PrinterColumn.AgeColumn(),
    ];

    public static readonly PrinterColumn[] PriorityClass =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Number("Value", o => o.Int("value")),
        PrinterColumn.Text("Global-Default", o => o.Bool("globalDefault") is true ? "true" : "false"),
        PrinterColumn.AgeColumn(),
    ];

    public static string KeyValues(JsonObject? pairs) =>
        pairs is null or { Count: 0 } ? "<none>" : string.Join(",", pairs.Select(p => $"{p.Key}={p.Value.AsText()}"));

    private static IEnumerable<JsonObject> Statuses(JsonObject pod) => pod.Obj("status").Arr("containerStatuses").Objects();

    private static string PodReady(JsonObject pod) =>
        $"{Statuses(pod).Count(s => s.Bool("ready") is true)}/{pod.Obj("spec").Arr("containers")?.Count ?? 0}";

    private static string? PodStatus(JsonObject pod)
    {
        if (pod.Obj("metadata").Str("deletionTimestamp") is not null)
        {
            return "Terminating";
        }

        var waiting = Statuses(pod).Select(s => s.Obj("state").Obj("waiting").Str("reason")).FirstOrDefault(r => r is not null);
        var ended = Statuses(pod).Select(s => s.Obj("state").Obj("terminated").Str("reason")).FirstOrDefault(r => r is not null);
        return waiting ?? ended ?? pod.Obj("status").Str("reason") ?? pod.Obj("status").Str("phase");
    }

    private static string NodeStatus(JsonObject node)
    {
        var ready = node.Condition("Ready").Str("status") == "True" ? "Ready" : "NotReady";
        return node.Obj("spec").Bool("unschedulable") is true ? ready + ",SchedulingDisabled" : ready;
    }

    private static string NodeRoles(JsonObject node)
    {
        const string Prefix = "node-role.kubernetes.io/";
        var roles = node.Labels()?.Where(l => l.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(l => l.Key[Prefix.Length..]).ToArray() ?? [];
        return roles.Length == 0 ? "<none>" : string.Join(",", roles);
    }

    private static string? LastSeen(JsonObject e) =>
        e.Obj("series").Str("lastObservedTime") ?? e.Str("lastTimestamp") ?? e.Str("eventTime") ?? e.Obj("metadata").Str("creationTimestamp");
}
