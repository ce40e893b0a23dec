using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Problems;
using Headroom.Operators.Autoscaling.Replays;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Headroom.ControlPlane.Api.Manifests;

/// <summary>Objects as people edit them. Every change names the version it was made of, and can be tried first.</summary>
internal static class ManifestEndpoints
{
    private const string WritesDescription =
        "With the caller's own token, so that the cluster's roles, defaults, validation and admission apply. If-Match must carry the ETag of what was read: "
        + "428 without, 412 when the object has changed since. ?dryRun=true only says what would come of it.";

    public static IServiceCollection AddManifests(this IServiceCollection services) => services.AddSingleton<ManifestEdits>();

    public static void MapManifests(this IEndpointRouteBuilder api)
    {
        foreach (var kind in EditableKind.All)
        {
            api.MapGet(kind.Path + "/manifest", (HttpContext http, ManifestEdits edits, CachedReviews reviews, CancellationToken ct) => ShowAsync(kind, http, edits, reviews, ct))
                .RequireAccess("get", kind)
                .WithName($"get{kind.Resource.Kind}Manifest")
                .WithTags("Editing")
                .WithSummary($"A {kind.Resource.Kind} as YAML to edit, with its ETag")
                .ProducesProblem(StatusCodes.Status404NotFound);
            api.MapPut(
                    kind.Path + "/manifest",
                    ([FromBody] ManifestText body, bool? dryRun, [FromHeader(Name = "If-Match")] string? match, HttpContext http, ManifestEdits edits, CancellationToken ct) =>
                        WriteAsync(kind, match, http, version => edits.ReplaceAsync(kind, kind.Key(http), body.Yaml, version, dryRun ?? false, Caller(http), ct)))
                .RequireAccess("update", kind)
                .DescribeWrite($"replace{kind.Resource.Kind}", $"Put an edited {kind.Resource.Kind} in the place of the one that was read");
        }

        var autoscaler = EditableKind.Autoscaler;
        api.MapPatch(
                autoscaler.Path,
                ([FromBody] SpecText change, bool? dryRun, [FromHeader(Name = "If-Match")] string? match, HttpContext http, ManifestEdits edits, CancellationToken ct) =>
                    WriteAsync(autoscaler, match, http, version => edits.PatchAsync(autoscaler, autoscaler.Key(http), Patch(change), version, dryRun ?? false, Caller(http), ct)))
            .RequireAccess("patch", autoscaler)
            .DescribeWrite("patchAutoscaler", "Change some fields of a PredictiveAutoscaler's spec, such as those that a what-if has tried");
    }

    private static RouteHandlerBuilder RequireAccess(this RouteHandlerBuilder endpoint, string verb, EditableKind kind) =>
        kind.Resource.IsNamespaced
            ? endpoint.RequireAccess(verb, kind.Resource.Plural, AccessTarget.Route)
            : endpoint.RequireAccess(verb, kind.Resource.Plural);

    private static void DescribeWrite(this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint
            .WithName(name)
            .WithTags("Editing")
            .WithSummary(summary)
            .WithDescription(WritesDescription)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    private static async Task<Results<Ok<ManifestItem>, ProblemHttpResult>> ShowAsync(
        EditableKind kind, HttpContext http, ManifestEdits edits, CachedReviews reviews, CancellationToken ct)
    {
        var (key, caller) = (kind.Key(http), Caller(http));
        var outcome = await edits.ShowAsync(kind, key, caller, ct);
        if (outcome is not ManifestOutcome.Found found)
        {
            return outcome is ManifestOutcome.Forbidden forbidden
                ? Problem.Forbidden("The cluster does not allow it.", forbidden.Reason)
                : Problem.NotFound($"{kind.Resource.Kind} {key}", "It may have been deleted just now.");
        }

        http.Response.Headers.ETag = Quoted(found.Version);
        var question = new AccessQuestion("update", kind.Resource.Plural, kind.Resource.IsNamespaced ? key.Namespace : null, kind.Resource.IsNamespaced ? key.Name : null);
        return TypedResults.Ok(new ManifestItem(found.Yaml, found.Version, await reviews.IsAllowedAsync(caller.Identity, question, ct)));
    }

    private static async Task<Results<Ok<ManifestChange>, ValidationProblem, ProblemHttpResult>> WriteAsync(
        EditableKind kind, string? match, HttpContext http, Func<string, Task<ManifestOutcome>> write)
    {
        if (match?.Trim() is not ['"', .. { Length: > 0 } version, '"'])
        {
            return TypedResults.Problem(
                title: "If-Match is missing.", detail: "Send the ETag that GET …/manifest answered, quotes and all.",
                statusCode: StatusCodes.Status428PreconditionRequired);
        }

        switch (await write(version))
        {
            case ManifestOutcome.Changed { Change: var change }:
                http.Response.Headers.ETag = Quoted(change.Version);
                return TypedResults.Ok(change);
            case ManifestOutcome.Refused refused:
                return Problem.Fields(refused.Errors);
            case ManifestOutcome.Moved:
                return TypedResults.Problem(
                    title: "Changed meanwhile.", detail: $"{kind.Resource.Kind} {kind.Key(http)} was changed since it was read. Read it again and repeat the change.",
                    statusCode: StatusCodes.Status412PreconditionFailed);
            case ManifestOutcome.Forbidden forbidden:
                return Problem.Forbidden("The cluster does not allow it.", forbidden.Reason);
            default:
                return Problem.NotFound($"{kind.Resource.Kind} {kind.Key(http)}", "It may have been deleted just now.");
        }
    }

    private static JsonObject Patch(SpecText change)
    {
        var objective = Present(
            ("serviceLevel", change.ServiceLevel), ("budgetWindow", change.BudgetWindow), ("replicaCostPerHour", change.ReplicaCostPerHour));
        if (change.ShortfallCostPerUnitHour is { } cost)
        {
            objective["shortfallCostPerUnitHour"] = cost.Length == 0 ? null : cost;
        }

        var spec = Present(("policy", change.Policy), ("minReplicas", change.MinReplicas), ("maxReplicas", change.MaxReplicas));
        if (objective.Count > 0)
        {
            spec["objective"] = objective;
        }

        return new JsonObject { ["spec"] = spec };
    }

    private static JsonObject Present(params (string Name, JsonNode? Value)[] fields) =>
        new(fields.Where(static f => f.Value is not null).Select(static f => KeyValuePair.Create(f.Name, f.Value)));

    private static Caller Caller(HttpContext http) => http.Features.GetRequiredFeature<Caller>();

    private static string Quoted(string version) => $"\"{version}\"";
}
