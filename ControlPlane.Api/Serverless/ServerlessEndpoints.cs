using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Problems;
using Headroom.ControlPlane.Api.Store;
using Headroom.Kubernetes;
using Headroom.Operators.Serverless.Records;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Headroom.ControlPlane.Api.Serverless;

internal static class ServerlessEndpoints
{
    private const string Resource = "serverlessservices";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    public static void MapServerless(this IEndpointRouteBuilder api)
    {
        api.MapGet("/serverless-services", List)
            .RequireAccess("list", Resource, AccessTarget.QueryNamespace)
            .WithName("listServerlessServices")
            .WithTags("Serverless")
            .WithSummary("ServerlessServices with their replicas and why, by namespace and name")
            .ProducesValidationProblem();
        api.MapGet("/serverless-services/{ns}/{name}", Find)
            .RequireAccess("get", Resource, AccessTarget.Route)
            .WithName("getServerlessService")
            .WithTags("Serverless")
            .WithSummary("One ServerlessService")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/serverless-services/{ns}/{name}/cold-starts", StartsAsync)
            .RequireAccess("get", Resource, AccessTarget.Route)
            .WithName("listColdStarts")
            .WithTags("Serverless")
            .WithSummary("Starts of its replicas by component, newest first")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/serverless-services/{ns}/{name}/decisions", DecisionsAsync)
            .RequireAccess("get", Resource, AccessTarget.Route)
            .WithName("listServiceDecisions")
            .WithTags("Serverless")
            .WithSummary("Changes of its replicas with their reasons, newest first")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Results<Ok<ServerlessServicePage>, ValidationProblem> List(string? @namespace, IServerlessQueries services)
    {
        var parameters = new Parameters();
        var inNamespace = parameters.Name("namespace", @namespace);
        return parameters.Error is { } error
            ? Problem.Field(error)
            : TypedResults.Ok(new ServerlessServicePage(
                [.. services.List().Where(s => inNamespace is null || s.Namespace == inNamespace).Select(static s => s.ToItem())]));
    }

    private static Results<Ok<ServerlessServiceItem>, ProblemHttpResult> Find(string ns, string name, IServerlessQueries services) =>
        services.Find(new ObjectKey(ns, name)) is { } found ? TypedResults.Ok(found.ToItem()) : NotFound(ns, name);

    private static async Task<Results<Ok<ColdStartPage>, ValidationProblem, ProblemHttpResult>> StartsAsync(
        string ns, string name, string? limit, IServerlessQueries services, RecentServerless recent, StoredServerless stored, CancellationToken ct)
    {
        var parameters = new Parameters();
        var take = parameters.Limit(limit, DefaultLimit, MaxLimit);
        if (parameters.Error is { } error)
        {
            return Problem.Field(error);
        }

        if (services.Find(new ObjectKey(ns, name)) is not { } service)
        {
            return NotFound(ns, name);
        }

        var found = recent.Starts(service.Uid, take).Concat(await stored.StartsAsync(service.Uid, take, ct));
        return TypedResults.Ok(new ColdStartPage(
            [.. found.DistinctBy(static s => s.PodUid).OrderByDescending(static s => s.Began).Take(take).Select(static s => s.ToItem())]));
    }

    private static async Task<Results<Ok<ServiceDecisionPage>, ValidationProblem, ProblemHttpResult>> DecisionsAsync(
        string ns, string name, string? limit, IServerlessQueries services, RecentServerless recent, StoredServerless stored, CancellationToken ct)
    {
        var parameters = new Parameters();
        var take = parameters.Limit(limit, DefaultLimit, MaxLimit);
        if (parameters.Error is { } error)
        {
            return Problem.Field(error);
        }

        if (services.Find(new ObjectKey(ns, name)) is not { } service)
        {
            return NotFound(ns, name);
        }

        var found = recent.Decisions(service.Uid, take).Concat(await stored.DecisionsAsync(service.Uid, take, ct));
        return TypedResults.Ok(new ServiceDecisionPage(
            // The database keeps microseconds.
            [.. found.DistinctBy(static d => d.Time.Ticks / TimeSpan.TicksPerMicrosecond).OrderByDescending(static d => d.Time).Take(take).Select(static d => d.ToItem())]));
    }

    private static ProblemHttpResult NotFound(string ns, string name) =>
        Problem.NotFound($"ServerlessService {ns}/{name}", "GET /api/v1/serverless-services lists those that exist.");
}
