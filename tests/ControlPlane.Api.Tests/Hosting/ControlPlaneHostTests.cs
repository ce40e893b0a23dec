using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Headroom.ControlPlane.Api.Hosting;

namespace Headroom.ControlPlane.Api.Tests.Hosting;

public sealed class ControlPlaneHostTests
{
    [Fact]
    public async Task Run_OnATakenPort_SaysSoInOneLineAndExits1()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string taken = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var (code, errors) = await RunAsync($"--urls={taken}", "--Metrics:Url=http://127.0.0.1:0", "--Probes:Url=http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Contains(taken, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Access:ReviewLifetime=01:00:00", "ReviewLifetime")]
    [InlineData("--Portal:Directory=/does/not/exist", "/does/not/exist")]
    [InlineData("--Probes:Url=nonsense", "Probes:Url")]
    [InlineData("--Scheduler:Url=http://*:0", "would let everybody who reaches it bind pods")]
    [InlineData("--Scheduler:Url=https://127.0.0.1:0", "Scheduler:ClientCaFile is required")]
    public async Task Run_WithAWrongSetting_SaysSoAndExits1(string setting, string named)
    {
        var (code, errors) = await RunAsync("--urls=http://127.0.0.1:0", "--Metrics:Url=http://127.0.0.1:0", "--Probes:Url=http://127.0.0.1:0", setting);

        Assert.Equal(1, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Surfaces_OnTheirOwnPorts_DoNotMix()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = new HttpClient();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(server.Probes, "/livez"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(server.Probes, "/healthz"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(server.Probes, "/metrics"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(server.Main, "/metrics"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(server.Metrics, "/api/v1/about"))).StatusCode);
    }

    [Fact]
    public async Task OpenApi_ListsEveryPath()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client(token: null);

        var document = await client.GetJsonAsync("/openapi/v1.json");

        Assert.StartsWith("3.1", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(
            [
                "/api/v1/about", "/api/v1/audit", "/api/v1/audit/export", "/api/v1/autoscalers", "/api/v1/autoscalers/{ns}/{name}",
                "/api/v1/autoscalers/{ns}/{name}/decisions", "/api/v1/autoscalers/{ns}/{name}/forecast",
                "/api/v1/autoscalers/{ns}/{name}/manifest", "/api/v1/autoscalers/{ns}/{name}/what-if", "/api/v1/autoscalers/{ns}/{name}/what-if/{id}",
                "/api/v1/energy", "/api/v1/overview",
                "/api/v1/power/allowances", "/api/v1/power/allowances/stream", "/api/v1/power/domains", "/api/v1/power/domains/{name}",
                "/api/v1/power/domains/{name}/events", "/api/v1/power/domains/{name}/manifest", "/api/v1/power/domains/{name}/nodes", "/api/v1/serverless-services", "/api/v1/serverless-services/{ns}/{name}",
                "/api/v1/serverless-services/{ns}/{name}/cold-starts", "/api/v1/serverless-services/{ns}/{name}/decisions",
                "/api/v1/serverless-services/{ns}/{name}/manifest",
                "/api/v1/session", "/api/v1/stream", "/signin",
            ],
            document["paths"]!.Names().Order());
    }

    private static async Task<(int Code, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ControlPlaneHost).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!; // Null only with UseShellExecute.
        var output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }
}
