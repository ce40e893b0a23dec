using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Patching;
using Headroom.LocalCluster.Schemas;

namespace Headroom.LocalCluster.Http;

/// <summary>The autoscaling/v1 Scale of every kind that has one.</summary>
internal sealed class ScaleView(ObjectWriter writer)
{
    public async Task HandleAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var paths = kind.Scale ?? throw Failures.NoSuchPath();
        var key = request.KeyFor(kind);
        if (context.Request.Method == "GET")
        {
            var item = kind.Store.Get(key) ?? throw Failures.NotFound(kind, request.Name);
            await Bodies.WriteAsync(context, 200, View(item.Json, paths), ct);
            return;
        }

        var body = await Bodies.ReadAsync(context, ct);
        var isJsonPatch = body is JsonArray;
        var isPut = context.Request.Method == "PUT";
        var stored = writer.Update(kind, key, "scale", WriteHandler.Options(context), current =>
        {
            var scale = View(current, paths);
            var changed = (isPut, isJsonPatch) switch
            {
                (true, _) => body as JsonObject ?? throw Failures.BadRequest("the request needs a Scale as its body"),
                (_, true) => JsonPatch.Apply(scale, (JsonArray)body!), // isJsonPatch
                _ => MergePatch.Apply(scale, body as JsonObject ?? []),
            };
            return Write(kind, current, changed, paths);
        });
        await Bodies.WriteAsync(context, 200, View(stored.Json, paths), ct);
    }

    private static JsonObject Write(ResourceKind kind, JsonObject current, JsonObject scale, ScalePaths paths)
    {
        var replicas = scale.Obj("spec").Int("replicas") ?? 0;
        if (replicas < 0)
        {
            throw Failures.Invalid(kind, current.Name(), [FieldError.Invalid("spec.replicas", replicas.ToString(), "should be a non-negative integer")]);
        }

        paths.SetReplicas(current, replicas);
        // The version of the scale is the version of the object: it guards the write, or is absent.
        current.Ensure("metadata")["resourceVersion"] = scale.Obj("metadata").Str("resourceVersion");
        return current;
    }

    private static JsonObject View(JsonObject json, ScalePaths paths)
    {
        var scale = new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = new JsonObject(),
            ["spec"] = new JsonObject { ["replicas"] = paths.Replicas(json) },
            ["status"] = new JsonObject { ["replicas"] = paths.StatusOf(json) },
        };
        foreach (var member in new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
        {
            scale.Obj("metadata")![member] = json.Obj("metadata")?[member]?.DeepClone(); // made above
        }

        if (paths.Selector is not null)
        {
            scale.Obj("status")!["selector"] = paths.SelectorOf(json)?.ToString() ?? ""; // made above
        }

        return scale;
    }
}
