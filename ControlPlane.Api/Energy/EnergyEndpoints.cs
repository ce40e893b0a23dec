using System.Globalization;
using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Problems;
using Headroom.ControlPlane.Api.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Energy;

internal static class EnergyEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;
    private const double JoulesPerKilowattHour = 3.6e6;
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(1);
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(400);

    public static void MapEnergy(this IEndpointRouteBuilder api) =>
        api.MapGet("/energy", SumAsync)
            .RequireAccess("list", "nodepowers")
            .WithName("sumEnergy")
            .WithTags("Power")
            .WithSummary("Energy of the GPUs by namespace, node, pod or hour")
            .WithDescription("Joules as the GPUs' own counters have them, with the price of a kilowatt-hour. The empty name is what GPUs drew without a pod.")
            .ProducesValidationProblem();

    private static async Task<Results<Ok<EnergyPage>, ValidationProblem, ProblemHttpResult>> SumAsync(
        string? by, string? window, string? until, string? limit, StoredEnergy store, IOptions<EnergyOptions> options, TimeProvider time, CancellationToken ct)
    {
        var parameters = new Parameters();
        var grouping = Grouping(parameters, by);
        var span = parameters.Window(window, DefaultWindow, MaxWindow);
        var to = Until(parameters, until) ?? time.GetUtcNow();
        var take = parameters.Limit(limit, DefaultLimit, MaxLimit);
        if (parameters.Error is { } error)
        {
            return Problem.Field(error);
        }

        var query = new EnergyQuery(to - span, to, grouping, take);
        if (await store.SumAsync(query, ct) is not { } sums)
        {
            return Problem.Unavailable("There is no database now.", "Energy is kept in PostgreSQL; GET /readyz says what is missing.");
        }

        var price = options.Value.DollarsPerKilowattHour;
        return TypedResults.Ok(new EnergyPage(query.From, query.To, grouping.ToString().ToLowerInvariant(), price, [.. sums.Select(s =>
        {
            var joules = s.Millijoules / 1000.0;
            var hours = joules / JoulesPerKilowattHour;
            return new EnergyItem(s.Name, hours, joules, hours * price);
        })]));
    }

    private static EnergyGrouping Grouping(Parameters parameters, string? text)
    {
        switch (text)
        {
            case null or "namespace":
                return EnergyGrouping.Namespace;
            case "node":
                return EnergyGrouping.Node;
            case "pod":
                return EnergyGrouping.Pod;
            case "hour":
                return EnergyGrouping.Hour;
            default:
                parameters.Refuse("by", text, "namespace, node, pod or hour");
                return default;
        }
    }

    private static DateTimeOffset? Until(Parameters parameters, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        parameters.Refuse("until", text, "a time such as 2026-03-01T12:00:00Z");
        return null;
    }
}
