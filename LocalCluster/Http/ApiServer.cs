using System.Text.Json;
using Headroom.LocalCluster.Access;
using Headroom.LocalCluster.Discovery;
using Headroom.LocalCluster.Kinds;

namespace Headroom.LocalCluster.Http;

/// <summary>Authenticates, authorises and dispatches every request; the one place where failures become responses.</summary>
internal sealed partial class ApiServer(
    KindRegistry kinds, TokenRegistry tokens, RbacAuthorizer authorizer, ReadHandler reads, WatchHandler watches,
    WriteHandler writes, SubresourceHandler subresources, ReviewHandler reviews, MetricsHandler metrics,
    DiscoveryHandler discovery, ILogger<ApiServer> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        try
        {
            await DispatchAsync(context, ct);
        }
        catch (StatusException e) when (!context.Response.HasStarted)
        {
            await Bodies.WriteAsync(context, e.Code, e.ToJson(), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (Exception e) when (!context.Response.HasStarted && e is not OperationCanceledException)
        {
            LogFailure(context.Request.Method, context.Request.Path, e);
            var failure = e is JsonException or BadHttpRequestException
                ? Failures.BadRequest(e.Message)
                : new StatusException(500, "InternalError", $"Internal error occurred: {e.Message}");
            await Bodies.WriteAsync(context, failure.Code, failure.ToJson(), ct);
        }
    }

    private async Task DispatchAsync(HttpContext context, CancellationToken ct)
    {
        var request = ApiRequest.Parse(context.Request.Path.Value ?? "/");
        var isWatch = context.Request.Query["watch"] is ["true" or "1"];
        var user = Authenticate(context, request);
        var access = request.ToAccess(context.Request.Method, isWatch, context.Request.Query["fieldSelector"]);
        if (!authorizer.IsAllowed(user, access))
        {
            throw Denial(user, access);
        }

        if (request.Resource is null)
        {
            await discovery.HandleAsync(context, request, ct);
            return;
        }

        if (request.Group is "authentication.k8s.io" or "authorization.k8s.io")
        {
            await reviews.HandleAsync(context, request, user, ct);
            return;
        }

        if (request.Group == "metrics.k8s.io")
        {
            await metrics.HandleAsync(context, request, ct);
            return;
        }

        var kind = kinds.Find(request.Group, request.Version, request.Resource) ?? throw Failures.NoSuchPath();
        await HandleResourceAsync(context, kind, request, isWatch, ct);
    }

    private Task HandleResourceAsync(
        HttpContext context, ResourceKind kind, ApiRequest request, bool isWatch, CancellationToken ct)
    {
        if (request.Subresource is not ("" or "status"))
        {
            return subresources.HandleAsync(context, kind, request, ct);
        }

        if (request.Subresource == "status" && !kind.HasStatus)
        {
            throw Failures.NoSuchPath();
        }

        return (context.Request.Method, request.Name.Length > 0) switch
        {
            ("GET", _) when isWatch => watches.HandleAsync(context, kind, request, ct),
            ("GET", true) => reads.GetAsync(context, kind, request, ct),
            ("GET", false) => reads.ListAsync(context, kind, request, ct),
            ("POST", false) => writes.CreateAsync(context, kind, request, ct),
            ("PUT", true) => writes.UpdateAsync(context, kind, request, ct),
            ("PATCH", true) => writes.PatchAsync(context, kind, request, ct),
            ("DELETE", true) => writes.DeleteAsync(context, kind, request, ct),
            ("DELETE", false) => writes.DeleteCollectionAsync(context, kind, request, ct),
            _ => throw Failures.MethodNotAllowed(),
        };
    }

    private User Authenticate(HttpContext context, ApiRequest request)
    {
        const string Scheme = "Bearer ";
        if (context.Request.Headers.Authorization.ToString() is { Length: > 0 } header)
        {
            var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
            // A token for another audience, such as a node agent's for the control plane, opens nothing here.
            var user = tokens.Find(token);
            return user is { Audiences: [] } || (user?.Audiences.Any(a => a.Contains("kubernetes", StringComparison.Ordinal)) ?? false)
                ? Impersonate(context, user)
                : throw Failures.Unauthorized();
        }

        return request.Path is "/version" or "/healthz" or "/livez" or "/readyz" ? User.Anonymous : throw Failures.Unauthorized();
    }

    // kubectl --as and --as-group.
    private User Impersonate(HttpContext context, User user)
    {
        if (context.Request.Headers["Impersonate-User"] is not [{ Length: > 0 } name])
        {
            return user;
        }

        var access = new AccessRequest("impersonate", "", "users", "", "", name);
        if (!authorizer.IsAllowed(user, access))
        {
            throw Denial(user, access);
        }

        var groups = context.Request.Headers["Impersonate-Group"].OfType<string>();
        return new User(name, "", [.. groups, .. ServiceAccountGroups(name), "system:authenticated"]);
    }

    private static IEnumerable<string> ServiceAccountGroups(string name) => name.Split(':') is ["system", "serviceaccount", var scope, _]
        ? ["system:serviceaccounts", $"system:serviceaccounts:{scope}"]
        : [];

    private static StatusException Denial(User user, AccessRequest access)
    {
        if (access.Path is { } path)
        {
            return new StatusException(
                403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot {access.Verb} path \"{path}\"");
        }

        var where = access.Namespace.Length > 0 ? $"in the namespace \"{access.Namespace}\"" : "at the cluster scope";
        return Failures.Forbidden(
            access.Group, access.Resource, access.Name,
            $"User \"{user.Name}\" cannot {access.Verb} resource \"{access.FullResource}\" in API group \"{access.Group}\" {where}");
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFailure(string method, string path, Exception e);
}
