using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Headroom.ControlPlane.Api.About;

internal static class AboutEndpoint
{
    public static void MapAbout(this IEndpointRouteBuilder api) =>
        api.MapGet("/about", Show)
            .RequireCaller()
            .WithName("getAbout")
            .WithTags("About")
            .WithSummary("Version, decision clock, and whether history is stored")
            .Produces<AboutItem>();

    private static Ok<AboutItem> Show(IDecisionClock clock, StoreState store) =>
        TypedResults.Ok(new AboutItem(
            BuildVersion.Current,
            new ClockItem(clock.Now, clock.Speed),
            new DatabaseItem(store.IsAvailable, store.Detail)));
}
