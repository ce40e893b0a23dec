using System.Diagnostics;
using Headroom.ControlPlane.Api.Problems;

namespace Headroom.ControlPlane.Api.Access;

/// <summary>Stands before every endpoint: 401 without a caller, 403 without the right, 503 when the cluster cannot say.</summary>
internal static class AccessFilter
{
    public const string Resource = "predictiveautoscalers";

    /// <summary>The caller must hold <paramref name="verb"/> on exactly what the endpoint will read.</summary>
    public static RouteHandlerBuilder RequireAccess(this RouteHandlerBuilder endpoint, string verb, AccessTarget target) =>
        endpoint.RequireAccess(verb, Resource, target);

    /// <summary>The same on another namespaced kind.</summary>
    public static RouteHandlerBuilder RequireAccess(this RouteHandlerBuilder endpoint, string verb, string resource, AccessTarget target) =>
        endpoint.Guard(http => target switch
        {
            AccessTarget.Route => new AccessQuestion(verb, resource, Route(http, "ns"), Route(http, "name")),
            AccessTarget.QueryNamespace => new AccessQuestion(verb, resource, Query(http, "namespace"), Name: null),
            AccessTarget.QueryNamespaceAndName => new AccessQuestion(verb, resource, Query(http, "namespace"), Query(http, "name")),
            _ => throw new UnreachableException(),
        });

    /// <summary>The caller must hold <paramref name="verb"/> on every object of a cluster-scoped kind.</summary>
    public static RouteHandlerBuilder RequireAccess(this RouteHandlerBuilder endpoint, string verb, string resource) =>
        endpoint.Guard(_ => new AccessQuestion(verb, resource, Namespace: null, Name: null));

    /// <summary>Any caller the cluster knows.</summary>
    public static RouteHandlerBuilder RequireCaller(this RouteHandlerBuilder endpoint) => endpoint.Guard(static _ => null);

    private static RouteHandlerBuilder Guard(this RouteHandlerBuilder endpoint, Func<HttpContext, AccessQuestion?> question) =>
        endpoint
            .AddEndpointFilter(async (context, next) =>
                await RefuseAsync(context.HttpContext, question(context.HttpContext)) ?? await next(context))
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult?> RefuseAsync(HttpContext http, AccessQuestion? question)
    {
        var ct = http.RequestAborted;
        var outcome = await http.RequestServices.GetRequiredService<CallerFinder>().FindAsync(http, ct);
        switch (outcome)
        {
            case CallerOutcome.Unauthenticated refused:
                http.Response.Headers.WWWAuthenticate = "Bearer";
                return Problem.Unauthenticated(refused.Detail);
            case CallerOutcome.Forged forged:
                return Problem.Forbidden("The CSRF token is missing or wrong.", forged.Detail);
            case CallerOutcome.Known known:
                http.Features.Set(known.Caller);
                return question is { } asked ? await RefuseAsync(http, known.Caller, asked, ct) : null;
            default:
                throw new UnreachableException();
        }
    }

    private static async Task<IResult?> RefuseAsync(HttpContext http, Caller caller, AccessQuestion question, CancellationToken ct) =>
        await http.RequestServices.GetRequiredService<CachedReviews>().IsAllowedAsync(caller.Identity, question, ct)
            ? null
            : Problem.Forbidden(
                "Not allowed.",
                $"{caller.Identity.User} may not {question}."
                    + (question.Namespace is null ? " Ask for one namespace with ?namespace=, or for a ClusterRole." : ""));

    private static string? Route(HttpContext http, string key) => http.Request.RouteValues[key] as string;

    private static string? Query(HttpContext http, string key) =>
        http.Request.Query[key].ToString() is { Length: > 0 } value ? value : null;
}
