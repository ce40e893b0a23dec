using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Headroom.Activator.Asynchronous;
using Headroom.Activator.Routing;
using Headroom.Testing;
using Microsoft.AspNetCore.Http;

namespace Headroom.Activator.Tests.Asynchronous;

/// <summary>Requests that are answered 202 first: kept in a real PostgreSQL, delivered, their results fetched.</summary>
public sealed class AsynchronousTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Request_WithNobodyReady_IsAcceptedAtOnceAndItsResultComesLater()
    {
        await using var backend = await Backend.StartAsync(static async context =>
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers["X-Seen"] = $"{context.Request.Headers["X-Note"]} {context.Request.Headers["Headroom-Attempt"]} {context.Request.Headers.ContainsKey("Headroom-Delivery")}";
            await context.Request.Body.CopyToAsync(context.Response.Body);
        });
        await using var activator = await StartAsync(await postgres.CreateDatabaseAsync());
        activator.Route(static s => s with { Asynchronous = AsynchronousMode.Preferred });
        var client = activator.Client();

        var result = await AcceptAsync(client, "/work?x=1", "hello");
        Assert.Equal((HttpStatusCode.Accepted, "Waiting"), await StateAsync(client, result));
        await Eventually.HoldsAsync(() => !activator.Asked.IsEmpty);
        activator.Book.Ready(RunningActivator.Key, [backend.Address]);

        await Eventually.HoldsAsync(async () => (await StateAsync(client, result)).State == "Done");
        using var answer = await client.GetAsync(result);
        Assert.Equal((HttpStatusCode.Created, "hello"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        // What the client said came through, and the activator's own mark did not.
        Assert.Equal("noted 1 False", answer.Headers.GetValues("X-Seen").Single());
    }

    [Fact]
    public async Task Request_ServiceRefusesTwice_IsDeliveredAgainUntilItTakesIt()
    {
        var ids = new ConcurrentQueue<string>();
        await using var backend = await Backend.StartAsync(context =>
        {
            ids.Enqueue(context.Request.Headers["Headroom-Request-Id"].ToString());
            context.Response.StatusCode = ids.Count < 3 ? 503 : 200;
            return context.Response.WriteAsync($"{ids.Count}");
        });
        await using var activator = await StartAsync(await postgres.CreateDatabaseAsync());
        activator.Route(static s => s with { Asynchronous = AsynchronousMode.Always }, backend.Address);
        var client = activator.Client();

        var result = await AcceptAsync(client, "/", "x");
        await Eventually.HoldsAsync(async () => (await StateAsync(client, result)).State == "Done");

        Assert.Equal("3", await client.GetStringAsync(result));
        Assert.Single(ids.Distinct());
        Assert.EndsWith(ids.First(), result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_NeverTaken_FailsWithTheLastAnswer()
    {
        await using var backend = await Backend.StartAsync(static context =>
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync("not today");
        });
        await using var activator = await StartAsync(await postgres.CreateDatabaseAsync(), "--Activator:Asynchronous:GiveUpAfter=00:00:01");
        activator.Route(static s => s with { Asynchronous = AsynchronousMode.Always }, backend.Address);
        var client = activator.Client();

        var result = await AcceptAsync(client, "/", "x");
        await Eventually.HoldsAsync(async () => (await StateAsync(client, result)).State == "Failed");

        using var answer = await client.GetAsync(result);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not today"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Request_ThatCannotBeKept_IsRefusedAndNotForwarded()
    {
        var asked = 0;
        await using var backend = await Backend.StartAsync(context =>
        {
            Interlocked.Increment(ref asked);
            return context.Response.WriteAsync("now");
        });
        await using var away = await StartAsync("Host=127.0.0.1;Port=1;Username=x;Database=x");
        away.Route(static s => s with { Asynchronous = AsynchronousMode.Preferred }, backend.Address);
        await using var without = await RunningActivator.StartAsync();
        without.Route(static s => s with { Asynchronous = AsynchronousMode.Preferred }, backend.Address);
        await using var full = await StartAsync(await postgres.CreateDatabaseAsync(), "--Activator:Asynchronous:LargestBodyBytes=3");
        full.Route(static s => s with { Asynchronous = AsynchronousMode.Preferred, QueueLength = 0 }, backend.Address);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(away.Client(), "abc"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(without.Client(), "abc"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(full.Client(), "abc"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync(full.Client(), "abcd"));
        Assert.Equal(0, asked);
        // Without the header nothing of this matters.
        Assert.Equal("now", await away.Client().GetStringAsync("/"));
    }

    [Fact]
    public async Task Result_OfNoRequestOrOfAnotherService_IsNotFound()
    {
        await using var backend = await Backend.StartAsync("served");
        await using var activator = await StartAsync(await postgres.CreateDatabaseAsync());
        var other = new RoutedService(new ServiceKey("prod", "other"), "other.test", "/") { Asynchronous = AsynchronousMode.Preferred };
        activator.Book.Route([new RoutedService(RunningActivator.Key, RunningActivator.Host, "/") { Asynchronous = AsynchronousMode.Preferred }, other]);
        activator.Book.Ready(RunningActivator.Key, [backend.Address]);
        var client = activator.Client();
        var result = await AcceptAsync(client, "/", "x");

        Assert.Equal(HttpStatusCode.NotFound, (await StateAsync(client, RequestIntake.ResultPath + Guid.NewGuid().ToString("N"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await StateAsync(client, RequestIntake.ResultPath + "1; drop table")).Status);
        using var elsewhere = new HttpRequestMessage(HttpMethod.Get, result);
        elsewhere.Headers.Host = "other.test";
        using var answer = await client.SendAsync(elsewhere);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static Task<RunningActivator> StartAsync(string database, params string[] settings) => RunningActivator.StartAsync(
        [$"--ConnectionStrings:Headroom={database}", "--Activator:Asynchronous:FirstPause=00:00:00.1", .. settings]);

    private static async Task<string> AcceptAsync(HttpClient client, string path, string body)
    {
        using var response = await SendAsync(client, path, body);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return response.Headers.Location!.ToString(); // a 202 has it
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string body)
    {
        using var response = await SendAsync(client, "/", body);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "text/plain") };
        request.Headers.Add("Prefer", "wait=10, respond-async");
        request.Headers.Add("X-Note", "noted");
        return await client.SendAsync(request);
    }

    private static async Task<(HttpStatusCode Status, string? State)> StateAsync(HttpClient client, string result)
    {
        using var response = await client.GetAsync(result);
        return (response.StatusCode, response.Headers.TryGetValues("Headroom-Request-State", out var state) ? state.Single() : null);
    }
}
