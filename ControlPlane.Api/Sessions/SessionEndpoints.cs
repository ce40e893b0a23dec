using Headroom.ControlPlane.Api.Access;
using Headroom.ControlPlane.Api.Audit;
using Headroom.ControlPlane.Api.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Headroom.ControlPlane.Api.Sessions;

internal static class SessionEndpoints
{
    /// <summary>Of entries in the audit.</summary>
    public const string SessionKind = "Session";

    public static void MapSession(this IEndpointRouteBuilder api)
    {
        api.MapGet("/session", Show)
            .RequireCaller()
            .WithName("getSession")
            .WithTags("Session")
            .WithSummary("Who am I, in which groups, by which means")
            .Produces<SessionItem>();
        api.MapPost("/session", BeginAsync)
            .WithName("createSession")
            .WithTags("Session")
            .WithSummary("Exchange a bearer token for a session cookie and a CSRF token")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapDelete("/session", End)
            .RequireCaller()
            .WithName("deleteSession")
            .WithTags("Session")
            .WithSummary("Sign out");
    }

    private static Ok<SessionItem> Show(HttpContext http)
    {
        // Safe: RequireCaller sets the feature before this runs.
        var caller = http.Features.GetRequiredFeature<Caller>();
        return TypedResults.Ok(Item(caller.Identity, caller.Session));
    }

    private static async Task<Results<Ok<SessionItem>, ProblemHttpResult>> BeginAsync(
        [FromBody] SignInRequest? body, HttpContext http, CachedReviews reviews, SessionStore sessions, AuditTrail trail, CancellationToken ct)
    {
        string? token = http.Request.Headers.Authorization is [{ } header] ? BearerToken.Parse(header) : body?.Token;
        if (token is null || !BearerToken.IsWellFormed(token))
        {
            return Problem.Unauthenticated("Send {\"token\": \"…\"} or an Authorization: Bearer header.");
        }

        if (await reviews.AuthenticateAsync(token, ct) is not { } identity)
        {
            return Problem.Unauthenticated("The cluster does not accept this token: it may have expired.");
        }

        var session = sessions.Begin(token);
        SessionCookie.Set(http, session);
        trail.Record(identity.User, "SignedIn", SessionKind, "", "", "with a token");
        return TypedResults.Ok(Item(identity, session));
    }

    private static NoContent End(HttpContext http, SessionStore sessions, AuditTrail trail)
    {
        var caller = http.Features.GetRequiredFeature<Caller>();
        if (caller.Session is { } session)
        {
            sessions.End(session.Id);
            trail.Record(caller.Identity.User, "SignedOut", SessionKind, "", "", "");
        }

        SessionCookie.Clear(http);
        return TypedResults.NoContent();
    }

    private static SessionItem Item(TokenIdentity identity, BrowserSession? session) => new(
        identity.User, identity.Groups, session is null ? "Bearer" : "Session", session?.CsrfToken, session?.ExpiresAt);
}
