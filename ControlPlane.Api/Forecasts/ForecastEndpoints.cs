using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Problems;
using Headroom.Operators.Decisions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Headroom.ControlPlane.Api.Forecasts;

internal static class ForecastEndpoints
{
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromHours(6);
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(30);

    public static void MapForecasts(this IEndpointRouteBuilder api) =>
        api.MapGet("/autoscalers/{ns}/{name}/forecast", Find)
            .RequireAccess("get", AccessTarget.Route)
            .WithName("getForecast")
            .WithTags("Forecasts")
            .WithSummary("Observed demand, predicted bands and replicas on one time axis")
            .WithDescription("window: how much history to return, e.g. 6h; at most 30d.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<ForecastItem>, ValidationProblem, ProblemHttpResult> Find(
        string ns, string name, string? window, IAutoscalerQueries autoscalers)
    {
        var parameters = new Parameters();
        var history = parameters.Window(window, DefaultWindow, MaxWindow);
        if (parameters.Error is { } error)
        {
            return Problem.Field(error);
        }

        return autoscalers.Forecast(new AutoscalerKey(ns, name), history) is { } report
            ? TypedResults.Ok(report.ToItem())
            : Problem.NotFound(
                $"A forecast of {ns}/{name}",
                "There is no such autoscaler, or it has no history yet: see its MetricsAvailable condition.");
    }
}
