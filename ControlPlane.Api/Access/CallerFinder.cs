using System.Security.Cryptography;
using System.Text;
using Headroom.ControlPlane.Api.Sessions;

namespace Headroom.ControlPlane.Api.Access;

/// <summary>Finds the caller: a bearer token first, else the session cookie, which also needs the CSRF token to write.</summary>
internal sealed class CallerFinder(CachedReviews reviews, SessionStore sessions)
{
    public const string CsrfHeader = "X-CSRF-Token";

    private const string SignInHint = "Send Authorization: Bearer <token>, or POST it to /api/v1/session.";

    public async Task<CallerOutcome> FindAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Request.Headers.Authorization is [{ } header, ..])
        {
            return await FromBearerAsync(header, ct);
        }

        return http.Request.Cookies.TryGetValue(SessionCookie.Name, out string? id)
            ? await FromSessionAsync(http.Request, id, ct)
            : new CallerOutcome.Unauthenticated(SignInHint);
    }

    private async Task<CallerOutcome> FromBearerAsync(string header, CancellationToken ct)
    {
        if (BearerToken.Parse(header) is not { } token)
        {
            return new CallerOutcome.Unauthenticated("The Authorization header is not 'Bearer <token>'.");
        }

        return await reviews.AuthenticateAsync(token, ct) is { } identity
            ? new CallerOutcome.Known(new Caller(identity, Session: null, token))
            : new CallerOutcome.Unauthenticated("The cluster does not accept this token: it may have expired.");
    }

    private async Task<CallerOutcome> FromSessionAsync(HttpRequest request, string id, CancellationToken ct)
    {
        if (sessions.Find(id) is not { } session)
        {
            return new CallerOutcome.Unauthenticated("The session has ended. " + SignInHint);
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HasCsrfToken(request, session))
        {
            return new CallerOutcome.Forged($"{CsrfHeader} must carry the csrfToken that GET /api/v1/session returns.");
        }

        if (await reviews.AuthenticateAsync(session.Token, ct) is { } identity)
        {
            return new CallerOutcome.Known(new Caller(identity, session, session.Token));
        }

        sessions.End(id);
        return new CallerOutcome.Unauthenticated("The cluster no longer accepts this session's token. Sign in again.");
    }

    private static bool HasCsrfToken(HttpRequest request, BrowserSession session) =>
        request.Headers[CsrfHeader] is [{ } sent]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(session.CsrfToken));
}
