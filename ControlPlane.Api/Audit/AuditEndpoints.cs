using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Headroom.ControlPlane.Api.Audit;

internal static class AuditEndpoints
{
    private const string Resource = "auditentries";
    private const int ExportPage = 500;
    private const int MaxExport = 100_000;

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ListAsync)
            .RequireAccess("list", Resource, AccessTarget.QueryNamespace)
            .WithName("listAudit")
            .WithTags("Audit")
            .WithSummary("Who changed what, newest first")
            .WithDescription(
                "Sign-ins, every scale that was written, every service woken or stopped, every change of power caps. The record is "
                + "append-only in PostgreSQL. Filters match whole words; ?namespace= narrows what must be allowed, too.")
            .ProducesValidationProblem();
        api.MapGet("/audit/export", ExportAsync)
            .RequireAccess("list", Resource, AccessTarget.QueryNamespace)
            .WithName("exportAudit")
            .WithTags("Audit")
            .WithSummary("The same as CSV, with the same filters")
            .WithDescription($"At most {MaxExport} entries; 503 without a database, since it would be a part only.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesValidationProblem();
    }

    private static async Task<Results<Ok<AuditPage>, ValidationProblem>> ListAsync([AsParameters] AuditFilter filter, AuditHistory history, CancellationToken ct)
    {
        var parameters = new Parameters();
        var query = filter.Read(parameters);
        return parameters.Error is { } error ? Problem.Field(error) : TypedResults.Ok(await history.ReadAsync(query, ct));
    }

    private static async Task<Results<EmptyHttpResult, ValidationProblem, ProblemHttpResult>> ExportAsync(
        [AsParameters] AuditFilter filter, HttpContext http, AuditHistory history, CancellationToken ct)
    {
        var parameters = new Parameters();
        var query = filter.Read(parameters) with { Limit = ExportPage };
        if (parameters.Error is { } error)
        {
            return Problem.Field(error);
        }

        var page = await history.ReadAsync(query, ct);
        if (!page.IsComplete)
        {
            return Problem.Unavailable("There is no database now.", "The audit is kept in PostgreSQL; GET /readyz says what is missing.");
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"headroom-audit.csv\"";
        await http.Response.WriteAsync(AuditCsv.Header, ct);
        for (var written = 0; written < MaxExport; written += ExportPage)
        {
            await http.Response.WriteAsync(string.Concat(page.Items.Select(AuditCsv.Line)), ct);
            if (page.NextCursor is not { } next)
            {
                break;
            }

            page = await history.ReadAsync(query with { Before = long.Parse(next, System.Globalization.CultureInfo.InvariantCulture) }, ct);
        }

        return TypedResults.Empty;
    }
}
