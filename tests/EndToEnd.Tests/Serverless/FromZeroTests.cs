using System.Net;
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

    private async Task<(HttpStatusCode Status, string Body)> GetAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{stack.Checkout.ServicesPort}/"));
        request.Headers.Host = "echo.localhost";
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
