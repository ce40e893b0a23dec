using System.Net;
using System.Text.Json;
using Headroom.EndToEnd.Tests.Stack;

namespace Headroom.EndToEnd.Tests.Serverless;

/// <summary>Services at zero that HTTP requests wake, answered by real processes.</summary>
[Collection(StackTests.Name)]
public sealed class FromZeroTests(RunningStack stack)
{
    private const string Echo =
        """
        apiVersion: headroom.dev/v1alpha1
        kind: ServerlessService
        metadata: { name: echo }
        spec:
          route: { host: echo.localhost }
          port: 8475
          scale: { keepAlive: 2s, window: 1s }
          template:
            metadata: { annotations: { local.headroom.dev/program: http } }
            spec: { containers: [{ name: server, image: "example.com/echo:1", ports: [{ containerPort: 8475 }] }] }
        """;

    private Kubectl Kubectl => stack.Kubectl;

    [Fact]
    public async Task Request_AtZero_IsHeldAndAnsweredAndTheServiceGoesBackToZero()
    {
        await Kubectl.ApplyAsync(Echo);
        await Wait.UntilAsync(() => Kubectl.FieldAsync("default", "svl/echo", ".status.reason"), static reason => reason == "Idle");
        Assert.Equal("", await PodsAsync());

        // The activator may not have heard of the route yet.
        var (status, body) = await Wait.UntilAsync(GetAsync, static answer => answer.Status != HttpStatusCode.NotFound);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Matches(@"^echo-\S+ at 127\.\d+\.\d+\.\d+:8475: request 1, ", body);
        await Wait.UntilAsync(PodsAsync, static pods => pods.Length == 0);
        Assert.Equal("1", await Kubectl.FieldAsync("default", "svl/echo", ".status.coldStarts"));
        var start = await Wait.UntilAsync(StartsAsync, static starts => starts.Length > 0);
        // Every component was seen: the request waited, and a real process started and answered.
        Assert.Equal("decision scheduling image-pull container-start loading first-byte", Assert.Single(start));
        var description = await Wait.UntilAsync(
            () => Kubectl.RunAsync("describe", "svl", "echo"), static text => text.Contains("ScaledToZero", StringComparison.Ordinal));
        Assert.Matches(@"Woken +\S+ +\S+ +0 → 1: requests wait and no replica is ready", description);
        Assert.Matches(@"ScaledToZero +\S+ +\S+ +1 → 0: nobody asked for 2s", description);
        await Kubectl.RunAsync("delete", "svl", "echo");
    }

    [Fact]
    public async Task Examples_CalledByTheRun_AreWokenEach()
    {
        await Wait.UntilAsync(() => Kubectl.NumberAsync("default", "svl/steady", ".status.readyReplicas"), static ready => ready > 0);
        await Wait.UntilAsync(() => Kubectl.NumberAsync("default", "svl/timer", ".status.coldStarts"), static starts => starts > 0);
        Assert.Contains("bursty", await Kubectl.RunAsync("get", "svl"), StringComparison.Ordinal);
    }

    private Task<string> PodsAsync() => Kubectl.RunAsync("get", "pods", "-l", "headroom.dev/serverless-service=echo", "-o", "name");

    /// <summary>The recorded starts of echo, each as the names of its parts.</summary>
    private async Task<string[]> StartsAsync()
    {
        using var client = stack.Client(stack.AdminToken);
        using var page = JsonDocument.Parse(
            await client.GetStringAsync("api/v1/serverless-services/default/echo/cold-starts", TestContext.Current.CancellationToken));
        return
        [
            .. page.RootElement.GetProperty("items").EnumerateArray()
                .Select(static i => string.Join(' ', i.GetProperty("parts").EnumerateArray().Select(static p => p.GetProperty("name").GetString()))),
        ];
    }

    private async Task<(HttpStatusCode Status, string Body)> GetAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{stack.Checkout.ServicesPort}/"));
        request.Headers.Host = "echo.localhost";
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
