using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Headroom.Activator.Routing;
using Headroom.Testing;
using Microsoft.AspNetCore.Http;

namespace Headroom.Activator.Tests;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Stop_RequestsUnderWayAndHeld_AreServedFirst()
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var backend = await Backend.StartAsync(async context =>
        {
            begun.TrySetResult();
            await go.Task;
            await context.Response.WriteAsync("served");
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(static s => s with { PerReplica = 1 }, backend.Address);
        var client = activator.Client();
        var requests = new[] { client.GetStringAsync("/1"), client.GetStringAsync("/2") };
        await begun.Task;
        await Eventually.HoldsAsync(() => activator.Book.Gates.Single().Read().Queued == 1);

        var stopping = activator.StopAsync();
        await Eventually.HoldsAsync(async () => !await AcceptsAsync(activator.Port));
        go.SetResult();

        Assert.All(await Task.WhenAll(requests), static a => Assert.Equal("served", a));
        await stopping;
    }

    [Fact]
    public async Task Stop_WhileDraining_IsNotReadyButServes()
    {
        await using var backend = await Backend.StartAsync("served");
        await using var activator = await RunningActivator.StartAsync("--Activator:DrainDelay=00:00:02");
        activator.Route(null, backend.Address);
        using var admin = new HttpClient { BaseAddress = activator.Admin };
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/readyz")).StatusCode);

        var stopping = activator.StopAsync();
        await Eventually.HoldsAsync(async () => (await admin.GetAsync("/readyz")).StatusCode == HttpStatusCode.ServiceUnavailable);
        using var response = await activator.Client().GetAsync("/");

        Assert.Equal("served", await response.Content.ReadAsStringAsync());
        Assert.True(response.Headers.ConnectionClose);
        await stopping;
    }

    [Fact]
    public async Task Kill_WithRequestsHeld_TheirClientsSeeItAtOnce()
    {
        var port = LoopbackPort.Free();
        var start = new ProcessStartInfo("dotnet",
        [
            typeof(RouteBook).Assembly.Location, "--Activator:Address=127.0.0.1", $"--Activator:Port={port}",
            $"--Activator:H2cPort={LoopbackPort.Free()}", $"--Activator:AdminPort={LoopbackPort.Free()}", "--Activator:Services:0:Name=chat", "--Activator:Services:0:Host=chat.test",
        ]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var activator = Process.Start(start)!; // dotnet is running this test
        await Eventually.HoldsAsync(() => AcceptsAsync(port));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: chat.test\r\n\r\n"u8.ToArray());
        var answer = client.GetStream().ReadAsync(new byte[10]).AsTask();

        activator.Kill();

        await activator.WaitForExitAsync();
        Assert.True(await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System)) == answer);
        Assert.True(answer.IsFaulted || await answer == 0);
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
