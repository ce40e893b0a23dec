using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Audit;
using Headroom.ControlPlane.Api.Problems;
using Headroom.Operators.Power.Records;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Headroom.ControlPlane.Api.PowerDomains;

internal static class PowerDomainEndpoints
{
    private const string Resource = "powerdomains";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    public static void MapPowerDomains(this IEndpointRouteBuilder api)
    {
        api.MapGet("/power/domains", List)
            .RequireAccess("list", Resource)
            .WithName("listPowerDomains")
            .WithTags("Power")
            .WithSummary("Feeds with draw, forecast peak, safe sum and budget, each behind the one that feeds it")
            .WithDescription("The leader answers with its last decision, at most two seconds old (decidedAt); another replica with what the leader wrote.");
        api.MapGet("/power/domains/{name}", Find)
            .RequireAccess("list", Resource)
            .WithName("getPowerDomain")
            .WithTags("Power")
            .WithSummary("One feed")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/power/domains/{name}/nodes", NodesAsync)
            .RequireAccess("list", "nodepowers")
            .WithName("listPowerNodes")
            .WithTags("Power")
            .WithSummary("Nodes of a feed and of those below it, with their GPUs and the health of their leases")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/power/domains/{name}/events", EventsAsync)
            .RequireAccess("list", Resource)
            .WithName("listPowerEvents")
            .WithTags("Power")
            .WithSummary("Caps, brakes, the safe state and silent agents of a feed as they changed, newest first")
            .WithDescription("A part of the audit: GET /api/v1/audit?kind=PowerDomain has it with all else.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Ok<PowerDomainPage> List(IPowerQueries power) =>
        TypedResults.Ok(new PowerDomainPage([.. power.Domains().Select(static d => d.ToItem())]));

    private static Results<Ok<PowerDomainItem>, ProblemHttpResult> Find(string name, IPowerQueries power) =>
        Summary(name, power) is { } found ? TypedResults.Ok(found.ToItem()) : NotFound(name);

    private static async Task<Results<Ok<PowerNodePage>, ProblemHttpResult>> NodesAsync(string name, IPowerQueries power, CancellationToken ct) =>
        Summary(name, power) is null
            ? NotFound(name)
            : TypedResults.Ok(new PowerNodePage([.. (await power.NodesAsync(name, ct)).Select(static n => n.ToItem())]));

    private static async Task<Results<Ok<AuditPage>, ValidationProblem, ProblemHttpResult>> EventsAsync(
        string name, string? limit, string? cursor, IPowerQueries power, AuditHistory history, CancellationToken ct)
    {
        var parameters = new Parameters();
        var query = new AuditQuery(parameters.Id("cursor", cursor, "the nextCursor of an earlier page") ?? long.MaxValue, parameters.Limit(limit, DefaultLimit, MaxLimit))
        {
            Kind = AuditedPower.Kind,
            Name = name,
        };
        return parameters.Error is { } error ? Problem.Field(error)
            : Summary(name, power) is null ? NotFound(name)
            : TypedResults.Ok(await history.ReadAsync(query, ct));
    }

    private static PowerDomainSummary? Summary(string name, IPowerQueries power) => power.Domains().FirstOrDefault(d => d.Name == name);

    private static ProblemHttpResult NotFound(string name) => Problem.NotFound($"PowerDomain {name}", "GET /api/v1/power/domains lists those that exist.");
}
