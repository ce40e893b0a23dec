using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Problems;
using Headroom.Operators.Decisions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Headroom.ControlPlane.Api.Autoscalers;

internal static class AutoscalerEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

    public static void MapAutoscalers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/autoscalers", List)
            .RequireAccess("list", AccessTarget.QueryNamespace)
            .WithName("listAutoscalers")
            .WithTags("Autoscalers")
            .WithSummary("Autoscalers with their last decision, by namespace and name")
            .ProducesValidationProblem();
        api.MapGet("/autoscalers/{ns}/{name}", Find)
            .RequireAccess("get", AccessTarget.Route)
            .WithName("getAutoscaler")
            .WithTags("Autoscalers")
            .WithSummary("One autoscaler with its last decision")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Results<Ok<AutoscalerPage>, ValidationProblem> List(
        string? limit, string? cursor, string? @namespace, IAutoscalerQueries autoscalers)
    {
        var parameters = new Parameters();
        int take = parameters.Limit(limit, DefaultLimit, MaxLimit);
        string? inNamespace = parameters.Name("namespace", @namespace);
        AutoscalerKey? after = null;
        if (!string.IsNullOrEmpty(cursor) && (after = AutoscalerCursor.Decode(cursor)) is null)
        {
            parameters.Refuse("cursor", cursor, "the nextCursor of an earlier page");
        }

        if (parameters.Error is { } error)
        {
            return Problem.Field(error);
        }

        var page = autoscalers.List()
            .Where(a => inNamespace is null || a.Key.Namespace == inNamespace)
            .Where(a => after is null || AutoscalerCursor.Compare(a.Key, after.Value) > 0)
            .Order(Comparer<AutoscalerSummary>.Create(static (a, b) => AutoscalerCursor.Compare(a.Key, b.Key)))
            .Take(take + 1)
            .ToList();
        string? next = page.Count > take ? AutoscalerCursor.Encode(page[take - 1].Key) : null;
        return TypedResults.Ok(new AutoscalerPage([.. page.Take(take).Select(static a => a.ToItem())], next));
    }

    private static Results<Ok<AutoscalerItem>, ProblemHttpResult> Find(
        string ns, string name, IAutoscalerQueries autoscalers) =>
        autoscalers.Find(new AutoscalerKey(ns, name)) is { } found
            ? TypedResults.Ok(found.ToItem())
            : Problem.NotFound($"PredictiveAutoscaler {ns}/{name}", "GET /api/v1/autoscalers lists those that exist.");
}
