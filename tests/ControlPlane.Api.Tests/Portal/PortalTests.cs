using System.Net;
using System.Net.Sockets;
using System.Text;
using Headroom.ControlPlane.Api.Tests.Hosting;

namespace Headroom.ControlPlane.Api.Tests.Portal;

public sealed class PortalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-portal-").FullName;

    public PortalTests()
    {
        Directory.CreateDirectory(Dist);
        File.WriteAllText(Path.Combine(_folder, "secret.txt"), "secret");
        File.WriteAllText(Path.Combine(Dist, "index.html"), "<!doctype html><title>Headroom</title>");
        File.WriteAllText(Path.Combine(Dist, "app.js"), "export {}");
    }

    private string Dist => Path.Combine(_folder, "dist");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/autoscalers/prod/chat", "text/html")]
    [InlineData("/app.js", "text/javascript")]
    public async Task Get_FilesAndDeepLinks_AreServedWithSecurityHeaders(string path, string type)
    {
        await using var server = await ApiServer.StartAsync("--Portal:Directory=" + Dist);
        using var client = server.Client(token: null);

        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/assets/..%5c..%5csecret.txt")]
    [InlineData("//etc/passwd")]
    public async Task Get_APathThatLeavesTheFolder_FindsNothing(string path)
    {
        await using var server = await ApiServer.StartAsync("--Portal:Directory=" + Dist);

        // HttpClient would clean the path up before sending it.
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Main.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        string answer = await reader.ReadToEndAsync();

        Assert.DoesNotContain("secret", answer[answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ToAReadOnlyPath_Is405WithWhatIsAllowed()
    {
        await using var server = await ApiServer.StartAsync("--Portal:Directory=" + Dist);
        using var client = server.Client();

        using var response = await client.PostAsync(new Uri("/api/v1/autoscalers", UriKind.Relative), content: null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Contains("GET", response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/missing.js")]
    public async Task Get_AnUnknownPath_IsAProblemNotThePage(string path)
    {
        await using var server = await ApiServer.StartAsync("--Portal:Directory=" + Dist);
        using var client = server.Client();

        await client.GetJsonAsync(path, HttpStatusCode.NotFound);
    }
}
