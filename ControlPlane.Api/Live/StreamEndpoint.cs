using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Headroom.ControlPlane.Api.Live;

internal static class StreamEndpoint
{
    public static void MapStream(this IEndpointRouteBuilder api) =>
        api.MapGet("/stream", FollowAsync)
            .RequireAccess("watch", AccessTarget.QueryNamespaceAndName)
            .WithName("streamDecisions")
            .WithTags("Live")
            .WithSummary("Decisions as they are made, as server-sent events")
            .WithDescription(
                "Event 'decision' carries a decision, its id is the event id; Last-Event-ID resumes after it. "
                + "Event 'gap' says that some events after it are gone: reload. A comment every 15 s keeps the connection open.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesValidationProblem();

    private static async Task<Results<EmptyHttpResult, ValidationProblem, ProblemHttpResult>> FollowAsync(
        string? @namespace,
        string? name,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        HttpContext http,
        LiveHub hub,
        EventStream stream,
        CancellationToken ct)
    {
        var parameters = new Parameters();
        string? ns = parameters.Name("namespace", @namespace);
        string? named = parameters.Name("name", name);
        long? last = parameters.Id("Last-Event-ID", lastEventId, "the id of an event of this stream");
        if (parameters.Error is { } error)
        {
            return Problem.Field(error);
        }

        if (hub.Subscribe(ns, named) is not { } subscription)
        {
            return Problem.Unavailable("Too many streams.", $"{LiveHub.MaxClients} are open; the limit protects this process.");
        }

        var request = new EventStreamRequest(http.Features.GetRequiredFeature<Caller>(), ns, named, last);
        await stream.RunAsync(http, request, subscription, ct);
        return TypedResults.Empty;
    }
}
