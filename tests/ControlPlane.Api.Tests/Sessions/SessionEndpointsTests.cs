using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Tests.Hosting;

namespace Headroom.ControlPlane.Api.Tests.Sessions;

public sealed class SessionEndpointsTests
{
    private static readonly Uri Session = new("/api/v1/session", UriKind.Relative);

    [Fact]
    public async Task Create_WithAToken_SetsACookieThatScriptCannotRead()
    {
        await using var server = await ApiServer.StartAsync();
        using var browser = server.Client(token: null);

        using var response = await browser.PostAsJsonAsync(Session, new { token = "admin" });

        string cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var me = await browser.GetJsonAsync("/api/v1/session");
        Assert.Equal(["user", "groups", "mode", "csrfToken", "expiresAt"], me.Names());
        Assert.Equal(("admin", "Session"), (me["user"]!.GetValue<string>(), me["mode"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Create_WithATokenTheClusterRefuses_Is401()
    {
        await using var server = await ApiServer.StartAsync();
        using var browser = server.Client(token: null);

        using var response = await browser.PostAsJsonAsync(Session, new { token = "stranger" });

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Create_WithATokenInTheHeader_NeedsNoBody()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        using var response = await client.PostAsync(Session, content: null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Delete_NeedsTheCsrfTokenAndEndsTheSession()
    {
        await using var server = await ApiServer.StartAsync();
        using var browser = server.Client(token: null);
        using var created = await browser.PostAsJsonAsync(Session, new { token = "admin" });
        string csrf = JsonNode.Parse(await created.Content.ReadAsStringAsync())!["csrfToken"]!.GetValue<string>();

        using var forged = await browser.DeleteAsync(Session);
        using var request = new HttpRequestMessage(HttpMethod.Delete, Session) { Headers = { { "X-CSRF-Token", csrf } } };
        using var ended = await browser.SendAsync(request);
        using var after = await browser.GetAsync(Session);

        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Delete_WithABearerToken_NeedsNoCsrfToken()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        using var response = await client.DeleteAsync(Session);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task Session_WhoseTokenWasRevoked_EndsWithTheReviewsLifetime()
    {
        await using var server = await ApiServer.StartAsync("--Access:ReviewLifetime=00:00:00");
        using var browser = server.Client(token: null);
        using var created = await browser.PostAsJsonAsync(Session, new { token = "admin" });

        server.Reviewer.Revoked["admin"] = true;

        using var response = await browser.GetAsync(Session);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task SignIn_WithTheOneTimeCode_WorksOnce()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "admin\n");
        await using var server = await ApiServer.StartAsync("--Access:OneTimeCode=0123456789abcdef", "--Access:OneTimeTokenFile=" + file);
        using var browser = server.Client(token: null);
        var link = new Uri("/signin?code=0123456789abcdef", UriKind.Relative);

        using var wrong = await browser.GetAsync(new Uri("/signin?code=0123456789abcdeX", UriKind.Relative));
        server.Reviewer.IsAway = true;
        using var during = await browser.GetAsync(link);
        server.Reviewer.IsAway = false;
        using var first = await browser.GetAsync(link);
        using var second = await browser.GetAsync(link);

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, during.StatusCode);
        Assert.Equal((HttpStatusCode.Redirect, "/"), (first.StatusCode, first.Headers.Location?.ToString()));
        Assert.Equal(HttpStatusCode.Gone, second.StatusCode);
        Assert.Equal("admin", (await browser.GetJsonAsync("/api/v1/session"))["user"]!.GetValue<string>());
        File.Delete(file);
    }
}
