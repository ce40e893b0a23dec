using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Http;

/// <summary>metrics.k8s.io: simulated usage of pods and nodes.</summary>
internal sealed class MetricsHandler(KindRegistry kinds, TimeProvider time)
{
    private const string ApiVersion = "metrics.k8s.io/v1beta1";

    public Task HandleAsync(HttpContext context, ApiRequest request, CancellationToken ct)
    {
        if (context.Request.Method != "GET" || request.Resource is not ("pods" or "nodes"))
        {
            throw Failures.NoSuchPath();
        }

        var kind = kinds.Get("", "v1", request.Resource);
        Func<StoredObject, JsonObject?> show = request.Resource == "pods" ? Pod : Node;
        if (request.Name.Length > 0)
        {
            var item = kind.Store.Get(request.KeyFor(kind)) is { } found ? show(found) : null;
            return Bodies.WriteAsync(context, 200, item ?? throw Failures.NotFound(kind, request.Name), ct);
        }

        var filter = ObjectQuery.Filter(context, kind, request);
        var items = kind.Store.List(filter.Scope).Items.Where(filter.Matches).Select(show).OfType<JsonObject>();
        return Bodies.WriteAsync(context, 200, new JsonObject
        {
            ["kind"] = request.Resource == "pods" ? "PodMetricsList" : "NodeMetricsList",
            ["apiVersion"] = ApiVersion,
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. items]),
        }, ct);
    }

    private JsonObject? Pod(StoredObject pod)
    {
        if (pod.Json.Obj("status").Str("phase") != "Running")
        {
            return null;
        }

        var metrics = Head("PodMetrics", pod);
        metrics["containers"] = new JsonArray([.. pod.Json.Obj("spec").Arr("containers").Objects().Select(c =>
            (JsonNode)new JsonObject { ["name"] = c.Str("name"), ["usage"] = Show(PodUsage.OfContainer(pod.Json, c)) })]);
        return metrics;
    }

    private JsonObject Node(StoredObject node)
    {
        var usage = kinds.Get("", "v1", "pods").Store.List(null).Items
            .Where(p => p.Json.Obj("spec").Str("nodeName") == node.Key.Name && p.Json.Obj("status").Str("phase") == "Running")
            .Select(p => PodUsage.Of(p.Json))
            .Aggregate((Cpu: new Quantity(0.05m), Memory: new Quantity(512L << 20)), (a, b) => (a.Cpu + b.Cpu, a.Memory + b.Memory));
        var metrics = Head("NodeMetrics", node);
        metrics["usage"] = Show(usage);
        return metrics;
    }

    private JsonObject Head(string kind, StoredObject item) => new()
    {
        ["kind"] = kind,
        ["apiVersion"] = ApiVersion,
        ["metadata"] = new JsonObject
        {
            ["name"] = item.Key.Name,
            ["namespace"] = item.Key.Namespace.Length > 0 ? item.Key.Namespace : null,
            ["labels"] = item.Metadata["labels"]?.DeepClone(),
            ["creationTimestamp"] = KubeTime.Seconds(time.GetUtcNow()),
        },
        ["timestamp"] = KubeTime.Seconds(time.GetUtcNow()),
        ["window"] = "15s",
    };

    private static JsonObject Show((Quantity Cpu, Quantity Memory) usage) => new()
    {
        ["cpu"] = usage.Cpu.ToString(),
        ["memory"] = $"{(long)(usage.Memory.Value / 1024)}Ki",
    };
}
