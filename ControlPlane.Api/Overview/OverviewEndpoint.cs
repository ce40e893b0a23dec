using Headroom.ControlPlane.Api.About;
using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Problems;
using Headroom.ControlPlane.Api.Store;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Records;
using Headroom.Operators.Serverless.Records;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Headroom.ControlPlane.Api.Overview;

internal static class OverviewEndpoint
{
    private const int MostAttention = 50;

    public static IServiceCollection AddOverview(this IServiceCollection services) => services.AddSingleton<ColdStartSum>();

    public static void MapOverview(this IEndpointRouteBuilder api) =>
        api.MapGet("/overview", ShowAsync)
            .RequireAccess("list", AccessTarget.QueryNamespace)
            .WithName("getOverview")
            .WithTags("Overview")
            .WithSummary("Is everything as promised, what needs attention first, what does it cost")
            .WithDescription("Power and cold starts are null for whoever may not list powerdomains or serverlessservices; their troubles are left out then, too.")
            .ProducesValidationProblem();

    private static async Task<Results<Ok<OverviewItem>, ValidationProblem>> ShowAsync(
        string? @namespace, HttpContext http, CachedReviews reviews, IAutoscalerQueries autoscalers, IPowerQueries power, IServerlessQueries serverless,
        StoredPeaks peaks, ColdStartSum starts, IDecisionClock clock, CancellationToken ct)
    {
        var parameters = new Parameters();
        var ns = parameters.Name("namespace", @namespace);
        if (parameters.Error is { } error)
        {
            return Problem.Field(error);
        }

        var identity = http.Features.GetRequiredFeature<Caller>().Identity;
        Task<bool> MayListAsync(string resource, string? within) =>
            reviews.IsAllowedAsync(identity, new AccessQuestion("list", resource, within, Name: null), ct);

        var scalers = autoscalers.List().Where(a => ns is null || a.Key.Namespace == ns).ToList();
        var domains = await MayListAsync("powerdomains", within: null) ? power.Domains() : null;
        var services = await MayListAsync("serverlessservices", ns) ? serverless.List().Where(s => ns is null || s.Namespace == ns).ToList() : null;
        // Roll-ups are dated on the decision clock.
        var highest = await peaks.SinceAsync(clock.Now - TimeSpan.FromDays(OverviewMaker.PeakWindowDays), ct);
        return TypedResults.Ok(new OverviewItem(
            OverviewMaker.ServiceLevels(scalers),
            AttentionList.Of(scalers, domains ?? [], services ?? [], MostAttention),
            OverviewMaker.Cost(scalers, highest),
            domains is null ? null : OverviewMaker.Power(domains),
            services is null ? null : await starts.OfAsync(services.Count, ns, ct)));
    }
}
