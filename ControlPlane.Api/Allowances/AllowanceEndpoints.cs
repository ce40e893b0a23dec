using Headroom.Contracts.Allowances;
using Headroom.Contracts.Power;
using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Power;
using Headroom.ControlPlane.Api.Problems;
using Headroom.Operators.Power.Allowances;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Headroom.ControlPlane.Api.Allowances;

/// <summary>What gateways may start. Only the leader answers: what another replica knows is old.</summary>
internal static class AllowanceEndpoints
{
    private const string Resource = "powerdomains";

    public static void MapAllowances(this IEndpointRouteBuilder api)
    {
        api.MapGet("/power/allowances", Get)
            .RequireAccess("list", Resource)
            .WithName("getAllowances")
            .WithTags("Power")
            .WithSummary("Watts that gated prefills may draw, by power domain and priority level")
            .WithDescription(
                "What one gateway may start now, of every domain in Apply whose policy gates, or with ?domain= of one and those above it. "
                + "It holds for validForMilliseconds from when the request was sent; then failSafeWatts stand. "
                + "421 with Headroom-Leader: another replica leads.")
            .ProducesProblem(StatusCodes.Status421MisdirectedRequest)
            .ProducesValidationProblem();
        api.MapGet("/power/allowances/stream", FollowAsync)
            .RequireAccess("watch", Resource)
            .WithName("streamAllowances")
            .WithTags("Power")
            .WithSummary("Allowances as they change and once a second, as server-sent events")
            .WithDescription(
                "Each event 'allowances' carries all that stands. It holds for validForMilliseconds from issuedAfterMilliseconds past the request. "
                + "The stream ends with the leadership, and after ten minutes: ask again.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status421MisdirectedRequest)
            .ProducesValidationProblem();
    }

    private static Results<Ok<PowerAllowances>, ValidationProblem, ProblemHttpResult> Get(
        string? domain, HttpContext http, IPowerAllowances allowances, IAgentLeadership leadership)
    {
        var parameters = new Parameters();
        var named = parameters.Name("domain", domain);
        if (parameters.Error is { } error)
        {
            return Problem.Field(error);
        }

        return Refuse(http, leadership) is { } refused ? refused
            : allowances.Issue(named, TimeSpan.Zero) is { } issued ? TypedResults.Ok(issued)
            : NotDecided();
    }

    private static async Task<Results<EmptyHttpResult, ValidationProblem, ProblemHttpResult>> FollowAsync(
        string? domain, HttpContext http, IPowerAllowances allowances, IAgentLeadership leadership, AllowanceStream stream, TimeProvider time, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        var parameters = new Parameters();
        var named = parameters.Name("domain", domain);
        if (parameters.Error is { } error)
        {
            return Problem.Field(error);
        }

        if (Refuse(http, leadership) is { } refused)
        {
            return refused;
        }

        if (allowances.Issue(named, time.GetElapsedTime(begun)) is not { } first)
        {
            return NotDecided();
        }

        var request = new AllowanceRequest(
            http.Features.GetRequiredFeature<Caller>(), new AccessQuestion("watch", Resource, Namespace: null, Name: null), named, begun);
        return await stream.TryRunAsync(http.Response, request, first, ct)
            ? TypedResults.Empty
            : Problem.Unavailable("Too many streams.", $"{AllowanceStream.MaxStreams} are open; the limit protects this process.");
    }

    private static ProblemHttpResult? Refuse(HttpContext http, IAgentLeadership leadership)
    {
        if (leadership.Term is not null)
        {
            return null;
        }

        if (leadership.LeaderAddress is not { } leader)
        {
            return Problem.Unavailable("This replica does not lead.", "It knows no leader that can be reached.");
        }

        http.Response.Headers[AgentProtocol.LeaderHeader] = leader;
        return TypedResults.Problem(title: "Another replica leads.", detail: $"The leader is {leader}.", statusCode: StatusCodes.Status421MisdirectedRequest);
    }

    private static ProblemHttpResult NotDecided() =>
        Problem.Unavailable("Nothing was decided lately.", "A leader decides every two seconds; fail-safe watts stand until it does.");
}
