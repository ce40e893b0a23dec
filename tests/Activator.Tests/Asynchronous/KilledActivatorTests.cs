using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Headroom.Activator.Routing;
using Headroom.Testing;
using Microsoft.AspNetCore.Http;

namespace Headroom.Activator.Tests.Asynchronous;

/// <summary>An activator that is killed while it has accepted requests: another delivers each of them.</summary>
public sealed class KilledActivatorTests(PostgresFixture postgres)
{
    private const int Requests = 40;

    [Fact]
    public async Task Kill_WithAcceptedRequests_NoneIsLost()
    {
        var (served, begun) = (new ConcurrentDictionary<string, int>(), 0);
        var isOpen = false;
        await using var backend = await Backend.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var text = await reader.ReadToEndAsync();
            if (!Volatile.Read(ref isOpen))
            {
                // Delivered to, but never answered: the first activator dies with these under way.
                Interlocked.Increment(ref begun);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }

            served.AddOrUpdate(text, 1, static (_, n) => n + 1);
            await context.Response.WriteAsync("served " + text);
        });
        var database = await postgres.CreateDatabaseAsync();
        var results = new List<string>();
        using (var first = Start(database, backend.Address, out var port))
        {
            using var client = await ConnectAsync(port);
            for (var n = 0; n < Requests; n++)
            {
                using var answer = await client.PostAsync("/", new StringContent($"{n}"));
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
                results.Add(answer.Headers.Location!.ToString()); // a 202 has it
            }

            await Eventually.HoldsAsync(() => Volatile.Read(ref begun) > 0);
            first.Kill();
            await first.WaitForExitAsync();
        }

        Volatile.Write(ref isOpen, true);
        using var second = Start(database, backend.Address, out var next);
        try
        {
            using var client = await ConnectAsync(next);
            await Eventually.HoldsAsync(() => served.Count == Requests);
            for (var n = 0; n < Requests; n++)
            {
                var (text, number) = ("", n);
                await Eventually.HoldsAsync(async () => (text = await client.GetStringAsync(results[number])).StartsWith("served", StringComparison.Ordinal));
                Assert.Equal($"served {n}", text);
            }
        }
        finally
        {
            second.Kill();
            await second.WaitForExitAsync();
        }
    }

    private static Process Start(string database, IPEndPoint backend, out int port)
    {
        port = LoopbackPort.Free();
        var start = new ProcessStartInfo("dotnet",
        [
            typeof(RouteBook).Assembly.Location, "--Activator:Address=127.0.0.1", $"--Activator:Port={port}", $"--Activator:H2cPort={LoopbackPort.Free()}",
            $"--Activator:AdminPort={LoopbackPort.Free()}", "--Activator:Services:0:Name=chat", $"--Activator:Services:0:Host={RunningActivator.Host}",
            $"--Activator:Services:0:Replicas:0={backend}", "--Activator:Services:0:Asynchronous=Always", "--Activator:Asynchronous:Lease=00:00:02",
        ]) { UseShellExecute = false };
        // Not on the command line, where every user of a machine can read it.
        start.Environment["ConnectionStrings__Headroom"] = database;
        return Process.Start(start)!; // dotnet is running this test
    }

    private static async Task<HttpClient> ConnectAsync(int port)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        client.DefaultRequestHeaders.Host = RunningActivator.Host;
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                using var tcp = new TcpClient();
                await tcp.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        });
        return client;
    }
}
