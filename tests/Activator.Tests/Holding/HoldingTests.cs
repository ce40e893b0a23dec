using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Headroom.Contracts.Demand;
using Headroom.Testing;
using Microsoft.AspNetCore.Http;

namespace Headroom.Activator.Tests.Holding;

/// <summary>Requests that wait, and what they get.</summary>
public sealed class HoldingTests
{
    [Fact]
    public async Task Hold_NoReplica_AsksAtOnceAndServesInOrder()
    {
        var served = new ConcurrentQueue<string>();
        await using var backend = await Backend.StartAsync(context =>
        {
            served.Enqueue(context.Request.Path);
            return context.Response.WriteAsync("ok");
        });
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(static s => s with { PerReplica = 1 });
        var client = activator.Client();
        var gate = activator.Book.Gates.Single();
        var requests = new List<Task<string>>();
        for (var i = 0; i < 20; i++)
        {
            requests.Add(client.GetStringAsync($"/{i}"));
            await Eventually.HoldsAsync(() => gate.Read().Queued == i + 1);
        }

        Assert.Equal(RunningActivator.Key, Assert.Single(activator.Asked));
        activator.Book.Ready(RunningActivator.Key, [backend.Address]);
        await Task.WhenAll(requests);

        Assert.Equal(Enumerable.Range(0, 20).Select(static i => $"/{i}"), served);
    }

    [Fact]
    public async Task Hold_FullQueue_Answers503WithRetryAfter()
    {
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(static s => s with { QueueLength = 2, Deadline = TimeSpan.FromSeconds(1) });
        var client = activator.Client();
        var held = new[] { client.GetAsync("/"), client.GetAsync("/") };
        await Eventually.HoldsAsync(() => activator.Book.Gates.Single().Read().Queued == 2);

        using var refused = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        foreach (var late in await Task.WhenAll(held))
        {
            Assert.Equal(HttpStatusCode.GatewayTimeout, late.StatusCode);
        }
    }

    [Fact]
    public async Task Hold_ReplicaThatIsSaidReadyButIsNot_GoesToTheNext()
    {
        // A port that was just free: nobody listens.
        var gone = RawBackend.Answering("");
        var dead = gone.Address;
        gone.Dispose();
        await using var backend = await Backend.StartAsync("alive");
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, dead, backend.Address);
        var client = activator.Client();

        for (var i = 0; i < 10; i++)
        {
            using var response = await client.PostAsync("/", new StringContent("body"));
            Assert.Equal("alive", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Hold_OnlyReplicaIsUnreachable_WaitsUntilItIs()
    {
        var gone = RawBackend.Answering("");
        var dead = gone.Address;
        gone.Dispose();
        await using var backend = await Backend.StartAsync("alive");
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(null, dead);

        var request = activator.Client().GetStringAsync("/");
        await Eventually.HoldsAsync(() => activator.Book.Gates.Single().Read().Queued == 1);
        activator.Book.Ready(RunningActivator.Key, [backend.Address]);

        Assert.Equal("alive", await request);
    }

    [Fact]
    public async Task Hold_LimitPerReplica_IsKeptAndLoadIsEven()
    {
        var (now, most) = (0, 0);
        RequestDelegate busy = async context =>
        {
            var mine = Interlocked.Increment(ref now);
            InterlockedMax(ref most, mine);
            await Task.Yield();
            Interlocked.Decrement(ref now);
            await context.Response.WriteAsync(context.Connection.LocalPort.ToString(System.Globalization.CultureInfo.InvariantCulture));
        };
        await using var one = await Backend.StartAsync(busy);
        await using var two = await Backend.StartAsync(busy);
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(static s => s with { PerReplica = 3 }, one.Address, two.Address);
        var client = activator.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.GetStringAsync("/")));

        Assert.InRange(most, 1, 6);
        Assert.All(answers.GroupBy(static a => a), static g => Assert.InRange(g.Count(), 50, 150));
    }

    [Fact]
    public async Task Hold_ToZeroAndBackUnderLoad_LosesNoRequest()
    {
        await using var activator = await RunningActivator.StartAsync();
        activator.Route();
        Backend? running = null;
        var starts = 0;
        activator.OnAsked = async key =>
        {
            if (running is null)
            {
                running = await Backend.StartAsync("ok");
                Interlocked.Increment(ref starts);
                activator.Book.Ready(key, [running.Address]);
            }
        };
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(_ => CallAsync(activator.Client(), stop.Token)).ToList();
        for (var round = 1; round <= 6; round++)
        {
            await Eventually.HoldsAsync(() => Volatile.Read(ref starts) == round);
            await Eventually.HoldsAsync(() => activator.Book.Gates.Single().Read() is { InFlight: > 0 });
            // To zero: first no new requests, then the end of those under way, then the process.
            activator.Book.Ready(RunningActivator.Key, []);
            var ending = running;
            running = null;
            await ending!.DisposeAsync(); // the round before started it
        }

        await Eventually.HoldsAsync(() => Volatile.Read(ref starts) == 7);
        await stop.CancelAsync();
        var counts = await Task.WhenAll(clients);
        await running!.DisposeAsync(); // of the last round

        Assert.All(counts, static c => Assert.True(c > 0));
        Assert.Equal(7, activator.Book.Gates.Single().Read().ColdStarts);
    }

    [Fact]
    public async Task Hold_Browser_GetsAPageThatAsksAgain()
    {
        await using var activator = await RunningActivator.StartAsync();
        activator.Route(static s => s with { HasPlaceholder = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Accept", "text/html,application/xhtml+xml");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");

        using var response = await activator.Client().SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("http-equiv=\"refresh\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => !activator.Asked.IsEmpty);
    }

    [Fact]
    public async Task Hold_RouteIsTaken_WhoWaitsIsAnswered()
    {
        await using var activator = await RunningActivator.StartAsync();
        activator.Route();
        var request = activator.Client().GetAsync("/");
        await Eventually.HoldsAsync(() => activator.Book.Gates.Single().Read().Queued == 1);

        activator.Book.Route([]);

        Assert.Equal(HttpStatusCode.NotFound, (await request).StatusCode);
    }

    [Fact]
    public async Task Demand_HeldAndForwarded_IsReported()
    {
        await using var activator = await RunningActivator.StartAsync();
        activator.Route();
        var request = activator.Client().GetAsync("/");
        await Eventually.HoldsAsync(() => activator.Book.Gates.Single().Read().Queued == 1);
        using var admin = new HttpClient { BaseAddress = activator.Admin };

        var demand = JsonSerializer.Deserialize(await admin.GetStringAsync(DemandReport.Path), DemandJson.Default.DemandReport)!.Services.Single(); // it is JSON
        var metrics = await admin.GetStringAsync("/metrics");

        Assert.Equal(("prod", "chat", 0, 1, 1L), (demand.Namespace, demand.Name, demand.InFlight, demand.Queued, demand.Arrived));
        Assert.Contains("headroom_activator_queued{namespace=\"prod\",service=\"chat\"} 1\n", metrics, StringComparison.Ordinal);
        activator.Book.Route([]);
        await request;
    }

    private static async Task<int> CallAsync(HttpClient client, CancellationToken ct)
    {
        var count = 0;
        while (!ct.IsCancellationRequested)
        {
            // Throws for every answer but success.
            Assert.Equal("ok", await client.GetStringAsync("/", CancellationToken.None));
            count++;
        }

        return count;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
