namespace Headroom.ControlPlane.Api.Sessions;

/// <summary>Script cannot read it, other sites cannot send it, and over TLS it never travels in the clear.</summary>
internal static class SessionCookie
{
    public const string Name = "headroom-session";

    public static void Set(HttpContext http, BrowserSession session) =>
        http.Response.Cookies.Append(Name, session.Id, Options(http, session.ExpiresAt));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, expires: null));

    private static CookieOptions Options(HttpContext http, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
