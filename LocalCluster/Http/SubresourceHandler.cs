using System.Text.Json.Nodes;
using Headroom.LocalCluster.Access;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation;
using Headroom.LocalCluster.Simulation.Disruptions;

namespace Headroom.LocalCluster.Http;

/// <summary>Answers the subresources that are not parts of the object: scale, eviction, binding, token, log.</summary>
internal sealed class SubresourceHandler(
    ScaleView scales, ObjectWriter writer, PodEviction eviction, PodBinder binder, TokenRegistry tokens, KindRegistry kinds,
    TimeProvider time)
{
    public Task HandleAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct) =>
        (kind.Kind, request.Subresource, context.Request.Method) switch
        {
            (_, "scale", "GET" or "PUT" or "PATCH") when kind.Scale is not null => scales.HandleAsync(context, kind, request, ct),
            ("Pod", "eviction", "POST") => EvictAsync(context, kind, request, ct),
            ("Pod", "binding", "POST") => BindAsync(context, kind, request, ct),
            ("ServiceAccount", "token", "POST") => TokenAsync(context, kind, request, ct),
            ("Namespace", "finalize", "PUT") => FinalizeAsync(context, kind, request, ct),
            ("Pod", "log", "GET") => LogAsync(context, kind, request, ct),
            ("Pod", "exec" or "attach" or "portforward" or "proxy", _) => throw new StatusException(
                501, "NotImplemented", $"{request.Subresource} is not available: the local cluster simulates pods and runs no containers"),
            _ => throw Failures.NoSuchPath(),
        };

    private async Task EvictAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var body = await Bodies.ReadObjectAsync(context, ct);
        eviction.Evict(kind, request.Key, DeleteOptions.From(body.Obj("deleteOptions"), context.Request.Query["dryRun"].Count > 0));
        await Bodies.WriteAsync(context, 201, Success(), ct);
    }

    // Nothing runs, so the log says just that, and since when.
    private static Task LogAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var pod = kind.Store.Get(request.Key) ?? throw Failures.NotFound(kind, request.Name);
        var names = pod.Json.Obj("spec").Arr("containers").Objects().Select(c => c.Str("name") ?? "").ToArray();
        var name = context.Request.Query["container"] is [{ Length: > 0 } given] ? given : names.FirstOrDefault() ?? "";
        if (!names.Contains(name))
        {
            throw Failures.BadRequest($"container {name} is not valid for pod {request.Name}");
        }

        var state = pod.Json.Obj("status").Arr("containerStatuses").Objects().FirstOrDefault(s => s.Str("name") == name).Obj("state");
        if ((state.Obj("running") ?? state.Obj("terminated")).Str("startedAt") is not { } started)
        {
            throw Failures.BadRequest($"container \"{name}\" in pod \"{request.Name}\" is waiting to start: ContainerCreating");
        }

        var line = System.Text.Encoding.UTF8.GetBytes($"{started} simulated container {name} of {request.Key} started; it runs no program and writes nothing\n");
        return Bodies.WriteAsync(context, 200, line, "text/plain", ct);
    }

    private async Task BindAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var body = await Bodies.ReadObjectAsync(context, ct);
        var node = body.Obj("target").Str("name") ?? throw Failures.BadRequest("a binding needs target.name");
        binder.Bind(kind, request.Key, node);
        await Bodies.WriteAsync(context, 201, Success(), ct);
    }

    private async Task TokenAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var body = await Bodies.ReadObjectAsync(context, ct);
        var account = kind.Store.Get(request.Key) ?? throw Failures.NotFound(kind, request.Name);
        var expiry = time.GetUtcNow().AddSeconds(body.Obj("spec").Int("expirationSeconds") ?? 3600);
        body["apiVersion"] = "authentication.k8s.io/v1";
        body["kind"] = "TokenRequest";
        body["status"] = new JsonObject
        {
            ["token"] = tokens.AddServiceAccount(
                request.Namespace, request.Name, account.Uid, expiry,
                body.Obj("spec").Arr("audiences")?.Select(a => a.AsText() ?? "").ToArray() ?? [], BoundNode(body.Obj("spec").Obj("boundObjectRef"), request.Namespace)),
            ["expirationTimestamp"] = KubeTime.Seconds(expiry),
        };
        await Bodies.WriteAsync(context, 201, body, ct);
    }

    // A token bound to a pod speaks for the pod's node, as the API server's own does.
    private string? BoundNode(JsonObject? bound, string scope) => (bound.Str("kind"), bound.Str("name")) switch
    {
        ("Node", { } node) => node,
        ("Pod", { } pod) => kinds.Get("", "v1", "pods").Store.Get(new ObjectKey(scope, pod))?.Json.Obj("spec").Str("nodeName"),
        _ => null,
    };

    private async Task FinalizeAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var body = await Bodies.ReadObjectAsync(context, ct);
        var stored = writer.Update(kind, request.KeyFor(kind), "", WriteOptions.Server, _ => body.Copy());
        await Bodies.WriteAsync(context, 200, stored.ToMutable(), ct);
    }

    private static JsonObject Success() => new()
    {
        ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201,
    };
}
