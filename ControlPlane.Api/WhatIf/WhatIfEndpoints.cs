using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Problems;
using Headroom.Operators.Autoscaling.Replays;
using Headroom.Operators.Decisions;
using Headroom.Scaling.Policies;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Headroom.ControlPlane.Api.WhatIf;

internal static class WhatIfEndpoints
{
    // A replay takes seconds; whoever waits that long finds it done or well on its way.
    private const string RetrySeconds = "5";

    public static IServiceCollection AddWhatIf(this IServiceCollection services) => services.AddSingleton<WhatIfRuns>();

    public static void MapWhatIf(this IEndpointRouteBuilder api)
    {
        api.MapGet("/autoscalers/{ns}/{name}/what-if", PreviewAsync)
            .RequireAccess("get", AccessTarget.Route)
            .WithName("previewWhatIf")
            .WithTags("What-if")
            .WithSummary("What a replay of this autoscaler's own history would begin with")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/autoscalers/{ns}/{name}/what-if", Start)
            .RequireAccess("get", AccessTarget.Route)
            .WithName("startWhatIf")
            .WithTags("What-if")
            .WithSummary("Replay the history under the present spec and under a changed one")
            .WithDescription(
                "Changes nothing in the cluster. One replay runs at a time: 429 with Retry-After while another does. "
                + $"At most {WhatIfPlan.MostSteps} steps of the past, the newest, are replayed. Ask for the result at the Location until its state is not Running.")
            .Produces<WhatIfItem>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapGet("/autoscalers/{ns}/{name}/what-if/{id}", Find)
            .RequireAccess("get", AccessTarget.Route)
            .WithName("getWhatIf")
            .WithTags("What-if")
            .WithSummary("How far a replay is, and its result")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("/autoscalers/{ns}/{name}/what-if/{id}", Cancel)
            .RequireAccess("get", AccessTarget.Route)
            .WithName("cancelWhatIf")
            .WithTags("What-if")
            .WithSummary("End a replay that runs")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<WhatIfPreview>, ProblemHttpResult>> PreviewAsync(
        string ns, string name, HttpContext http, CachedReviews reviews, IReplaySource replays, CancellationToken ct)
    {
        var key = new AutoscalerKey(ns, name);
        if (replays.Spec(key) is not { } present)
        {
            return NoAutoscaler(key);
        }

        var history = replays.History(key, WhatIfPlan.MostSteps);
        var identity = http.Features.GetRequiredFeature<Caller>().Identity;
        return TypedResults.Ok(new WhatIfPreview(
            present,
            Enum.GetNames<PolicyKind>(),
            WhatIfPlan.Of(key.ToString(), history).MissingBecause,
            history is null ? null : WhatIfPlan.Describe(history),
            await reviews.IsAllowedAsync(identity, new AccessQuestion("patch", AccessFilter.Resource, ns, name), ct)));
    }

    private static Results<Accepted<WhatIfItem>, ValidationProblem, ProblemHttpResult> Start(
        string ns, string name, [FromBody] SpecText change, HttpContext http, IReplaySource replays, WhatIfRuns runs)
    {
        var key = new AutoscalerKey(ns, name);
        var history = replays.History(key, WhatIfPlan.MostSteps);
        switch (replays.Read(key, new SpecText()), replays.Read(key, change))
        {
            case (TermsOutcome.NoSuchAutoscaler, _) or (_, TermsOutcome.NoSuchAutoscaler):
                return NoAutoscaler(key);
            case (_, TermsOutcome.Refused refused):
                return Problem.Fields(refused.Errors);
            case (TermsOutcome.Read present, TermsOutcome.Read proposed):
                var (plan, missing) = WhatIfPlan.Of(key.ToString(), history);
                if (plan is null || history is null)
                {
                    return TypedResults.Problem(title: "There is too little to replay.", detail: missing, statusCode: StatusCodes.Status409Conflict);
                }

                return runs.TryStart(key, change, plan, WhatIfPlan.Describe(history), present.Terms, proposed.Terms) is { } run
                    ? TypedResults.Accepted($"/api/v1/autoscalers/{ns}/{name}/what-if/{run.Id}", run.ToItem())
                    : Busy(http);
            default:
                return TypedResults.Problem(
                    title: "The present spec cannot be read.", detail: $"See the Ready condition of {key}.", statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static Results<Ok<WhatIfItem>, ProblemHttpResult> Find(string ns, string name, string id, WhatIfRuns runs) =>
        runs.Find(new AutoscalerKey(ns, name), id) is { } run ? TypedResults.Ok(run.ToItem()) : NoRun(id);

    private static Results<NoContent, ProblemHttpResult> Cancel(string ns, string name, string id, WhatIfRuns runs)
    {
        if (runs.Find(new AutoscalerKey(ns, name), id) is not { } run)
        {
            return NoRun(id);
        }

        run.Cancel();
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Busy(HttpContext http)
    {
        http.Response.Headers.RetryAfter = RetrySeconds;
        return TypedResults.Problem(
            title: "Another replay runs.", detail: $"One runs at a time. Try again in {RetrySeconds} seconds.", statusCode: StatusCodes.Status429TooManyRequests);
    }

    private static ProblemHttpResult NoAutoscaler(AutoscalerKey key) =>
        Problem.NotFound($"PredictiveAutoscaler {key}", "GET /api/v1/autoscalers lists those that exist.");

    private static ProblemHttpResult NoRun(string id) =>
        Problem.NotFound($"What-if {id}", "Results are kept for a quarter of an hour, by the replica that ran them.");
}
