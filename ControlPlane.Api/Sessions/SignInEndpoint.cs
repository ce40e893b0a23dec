using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Audit;
using Headroom.ControlPlane.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Headroom.ControlPlane.Api.Sessions;

internal static class SignInEndpoint
{
    public static void MapSignInLink(this IEndpointRouteBuilder app) =>
        app.MapGet("/signin", SignInAsync)
            .WithName("signInWithCode")
            .WithTags("Session")
            .WithSummary("Exchange a one-time code for a session cookie and go to the portal")
            .Produces(StatusCodes.Status302Found)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    // The code is spent only once the cluster has accepted the token, so an outage does not burn the link.
    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> SignInAsync(
        string? code, HttpContext http, OneTimeSignIn link, CachedReviews reviews, SessionStore sessions, AuditTrail trail, CancellationToken ct)
    {
        if (!link.IsConfigured || code is null || !link.Matches(code))
        {
            return Problem.Unauthenticated("The code is not one this server issued.");
        }

        if (link.IsUsed)
        {
            return Spent();
        }

        string token = await link.ReadTokenAsync(ct);
        if (await reviews.AuthenticateAsync(token, ct) is not { } identity)
        {
            return Problem.Unauthenticated("The cluster does not accept the token this code stands for.");
        }

        if (!link.TryUse())
        {
            return Spent();
        }

        SessionCookie.Set(http, sessions.Begin(token));
        trail.Record(identity.User, "SignedIn", SessionEndpoints.SessionKind, "", "", "with the one-time link");
        return TypedResults.Redirect("/");
    }

    private static ProblemHttpResult Spent() => TypedResults.Problem(
        title: "This sign-in link was used.",
        detail: "It works once. Start again to get another, or sign in with a token.",
        statusCode: StatusCodes.Status410Gone);
}
