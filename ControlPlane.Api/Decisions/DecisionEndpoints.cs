using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Problems;
using Headroom.Operators.Decisions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Headroom.ControlPlane.Api.Decisions;

internal static class DecisionEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    public static void MapDecisions(this IEndpointRouteBuilder api) =>
        api.MapGet("/autoscalers/{ns}/{name}/decisions", ListAsync)
            .RequireAccess("get", AccessTarget.Route)
            .WithName("listDecisions")
            .WithTags("Decisions")
            .WithSummary("Past decisions of one autoscaler, newest first")
            .WithDescription("Each carries the reason and what the alternatives would have cost.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<DecisionPage>, ValidationProblem, ProblemHttpResult>> ListAsync(
        string ns,
        string name,
        string? limit,
        string? cursor,
        IAutoscalerQueries autoscalers,
        DecisionHistory history,
        CancellationToken ct)
    {
        var parameters = new Parameters();
        int take = parameters.Limit(limit, DefaultLimit, MaxLimit);
        long before = parameters.Id("cursor", cursor, "the nextCursor of an earlier page") ?? long.MaxValue;
        if (parameters.Error is { } error)
        {
            return Problem.Field(error);
        }

        var key = new AutoscalerKey(ns, name);
        if (autoscalers.Find(key) is not { } autoscaler)
        {
            return Problem.NotFound($"PredictiveAutoscaler {key}", "GET /api/v1/autoscalers lists those that exist.");
        }

        // One more than asked for tells whether there is a next page.
        var found = await history.ReadAsync(key, autoscaler.Uid, before, take + 1, ct);
        var items = found.Take(take).Select(static d => d.ToItem()).ToList();
        string? next = found.Count > take ? found[take - 1].Id.ToString() : null;
        return TypedResults.Ok(new DecisionPage(items, next));
    }
}
