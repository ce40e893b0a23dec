using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Printing;

/// <summary>The tables of workloads and of what scales and guards them.</summary>
internal static class WorkloadColumns
{
    public static readonly PrinterColumn[] Deployment =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Ready", o => $"{Status(o, "readyReplicas")}/{o.Obj("spec").Int("replicas") ?? 0}"),
        PrinterColumn.Number("Up-to-date", o => Status(o, "updatedReplicas")),
        PrinterColumn.Number("Available", o => Status(o, "availableReplicas")),
        PrinterColumn.AgeColumn(),
        .. Template(),
    ];

    public static readonly PrinterColumn[] ReplicaSet =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Number("Desired", o => o.Obj("spec").Int("replicas") ?? 0),
        PrinterColumn.Number("Current", o => Status(o, "replicas")),
        PrinterColumn.Number("Ready", o => Status(o, "readyReplicas")),
        PrinterColumn.AgeColumn(),
        .. Template(),
    ];

    public static readonly PrinterColumn[] StatefulSet =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Ready", o => $"{Status(o, "readyReplicas")}/{o.Obj("spec").Int("replicas") ?? 0}"),
        PrinterColumn.AgeColumn(),
    ];

    public static readonly PrinterColumn[] DaemonSet =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Number("Desired", o => Status(o, "desiredNumberScheduled")),
        PrinterColumn.Number("Current", o => Status(o, "currentNumberScheduled")),
        PrinterColumn.Number("Ready", o => Status(o, "numberReady")),
        PrinterColumn.Number("Up-to-date", o => Status(o, "updatedNumberScheduled")),
        PrinterColumn.Number("Available", o => Status(o, "numberAvailable")),
        PrinterColumn.Text("Node Selector", o => CoreColumns.KeyValues(o.Obj("spec").Obj("template").Obj("spec").Obj("nodeSelector"))),
        PrinterColumn.AgeColumn(),
        .. Template(),
    ];

    public static readonly PrinterColumn[] Job =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Status", JobStatus),
        PrinterColumn.Text("Completions", o => $"{Status(o, "succeeded")}/{o.Obj("spec").Int("completions") ?? 1}"),
        new PrinterColumn("Duration", "string", "", "", 0, JobDuration),
        PrinterColumn.AgeColumn(),
        .. Template(),
    ];

    public static readonly PrinterColumn[] Revision =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Controller", o => o.ControllerReference() is { } owner
            ? $"{owner.Str("kind")?.ToLowerInvariant()}.{owner.Str("apiVersion")?.Split('/')[0]}/{owner.Str("name")}" : "<none>"),
        PrinterColumn.Number("Revision", o => o.Int("revision")),
        PrinterColumn.AgeColumn(),
    ];

    public static readonly PrinterColumn[] Autoscaler =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Reference", o => $"{o.Obj("spec").Obj("scaleTargetRef").Str("kind")}/{o.Obj("spec").Obj("scaleTargetRef").Str("name")}"),
        PrinterColumn.Text("Targets", Targets),
        PrinterColumn.Text("MinPods", o => (o.Obj("spec").Int("minReplicas") ?? 1).ToString()),
        PrinterColumn.Number("MaxPods", o => o.Obj("spec").Int("maxReplicas")),
        PrinterColumn.Number("Replicas", o => Status(o, "currentReplicas")),
        PrinterColumn.AgeColumn(),
    ];

    public static readonly PrinterColumn[] DisruptionBudget =
    [
        PrinterColumn.NameColumn(),
        PrinterColumn.Text("Min Available", o => o.Obj("spec")?["minAvailable"]?.ToString() ?? "N/A"),
        PrinterColumn.Text("Max Unavailable", o => o.Obj("spec")?["maxUnavailable"]?.ToString() ?? "N/A"),
        PrinterColumn.Number("Allowed Disruptions", o => Status(o, "disruptionsAllowed")),
        PrinterColumn.AgeColumn(),
    ];

    private static string Targets(JsonObject o)
    {
        var current = o.Obj("status").Arr("currentMetrics").Objects().Select(m => m.Obj("resource")).OfType<JsonObject>().ToArray();
        var shown = o.Obj("spec").Arr("metrics").Objects().Select(m => m.Obj("resource")).OfType<JsonObject>().Select(wanted =>
        {
            var now = current.FirstOrDefault(c => c.Str("name") == wanted.Str("name")).Obj("current");
            return wanted.Obj("target").Int("averageUtilization") is { } percent
                ? $"{wanted.Str("name")}: {now.Int("averageUtilization")?.ToString() ?? "<unknown>"}%/{percent}%".Replace("<unknown>%", "<unknown>")
                : $"{wanted.Str("name")}: {now.Str("averageValue") ?? "<unknown>"}/{wanted.Obj("target").Str("averageValue")}";
        });
        return string.Join(", ", shown) is { Length: > 0 } text ? text : "<none>";
    }

    private static string JobStatus(JsonObject o) => new[] { ("Complete", "Complete"), ("Failed", "Failed"), ("Suspended", "Suspended") }
        .FirstOrDefault(c => o.Condition(c.Item1).Str("status") == "True").Item2 ?? "Running";

    private static JsonNode? JobDuration(JsonObject o, DateTimeOffset now)
    {
        if (KubeTime.Parse(o.Obj("status").Str("startTime")) is not { } begun)
        {
            return "";
        }

        var end = KubeTime.Parse(o.Obj("status").Str("completionTime")) ?? now;
        return HumanDuration.Since(KubeTime.Seconds(begun), end);
    }

    private static long Status(JsonObject o, string name) => o.Obj("status").Int(name) ?? 0;

    private static PrinterColumn[] Template() =>
    [
        PrinterColumn.Text("Containers", o => Containers(o, "name"), 1),
        PrinterColumn.Text("Images", o => Containers(o, "image"), 1),
        PrinterColumn.Text("Selector", o => CoreColumns.KeyValues(o.Obj("spec").Obj("selector").Obj("matchLabels")), 1),
    ];

    private static string Containers(JsonObject o, string member) =>
        string.Join(",", o.Obj("spec").Obj("template").Obj("spec").Arr("containers").Objects().Select(c => c.Str(member)));
}
