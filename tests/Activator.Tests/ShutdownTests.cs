using System.Net;
using System.Net.Sockets;
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
