using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation;

/// <summary>The nodes YAML: <c>startDelay: {medianSeconds, sigma}</c> and <c>nodes: [{name, count, cpu, memory, gpus …}]</c>.</summary>
internal sealed record NodesFile(IReadOnlyList<NodeGroup> Nodes, StartDelay StartDelay)
{
    public static NodesFile Default()
    {
        using var stream = typeof(NodesFile).Assembly.GetManifestResourceStream("default-nodes.yaml")
            ?? throw new System.Diagnostics.UnreachableException("the default nodes are embedded at build");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <exception cref="FormatException">The text is no YAML, or a group lacks a name or has a bad amount.</exception>
    public static NodesFile Parse(string yaml)
    {
        var root = YamlJson.Parse(yaml) as JsonObject ?? throw new FormatException("a nodes file is a YAML mapping with 'nodes'");
        var delay = root.Obj("startDelay");
        return new NodesFile(
            [.. (root.Arr("nodes") ?? throw new FormatException("a nodes file needs 'nodes'")).Objects().Select(Group)],
            delay is null
                ? StartDelay.Default
                : new StartDelay(Number(delay["medianSeconds"], StartDelay.Default.MedianSeconds), Number(delay["sigma"], StartDelay.Default.Sigma)));
    }

    private static NodeGroup Group(JsonObject json) => new(
        json.Str("name") ?? throw new FormatException("every group of nodes needs a name"),
        (int)(json.Int("count") ?? 1), Amount(json, "cpu", "32"), Amount(json, "memory", "128Gi"),
        (int)(json.Int("gpus") ?? json.Int("nvidia.com/gpu") ?? 0), json.Str("gpuProduct") ?? json.Str("nvidia.com/gpu.product"))
    {
        Pods = (int)(json.Int("pods") ?? 250),
        Labels = json.Obj("labels")?.ToDictionary(l => l.Key, l => l.Value?.ToString() ?? "") ?? [],
        Taints = [.. json.Arr("taints").Objects().Select(t => new NodeTaint(t.Str("key") ?? "", t.Str("value") ?? "", t.Str("effect") ?? "NoSchedule"))],
    };

    private static string Amount(JsonObject json, string name, string fallback)
    {
        var text = json[name]?.ToString() ?? fallback;
        return Quantity.Parse(text) is var _ ? text : fallback;
    }

    private static double Number(JsonNode? node, double fallback) =>
        double.TryParse(node?.ToString(), System.Globalization.NumberStyles.Float, null, out var number) ? number : fallback;
}
