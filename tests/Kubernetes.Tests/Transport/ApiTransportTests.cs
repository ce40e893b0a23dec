using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Headroom.Kubernetes.Autoscaling;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Settings;
using Headroom.Kubernetes.Workloads;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Kubernetes.Tests.Transport;

public sealed class ApiTransportTests
{
    private static readonly ObjectKey Key = new("ns", "a");

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Get_TurnedAwayWithRetryAfter_WaitsThatLong(int code)
    {
        var time = new ManualTime();
        var turnedAway = 0;
        await using var server = await ScriptedApiServer.StartAsync((context, _) =>
        {
            if (turnedAway++ > 0)
            {
                return context.JsonAsync(ScriptedCollection.Item("a", "1"));
            }

            context.Response.Headers.RetryAfter = "7";
            return context.StatusAsync(code, "Busy");
        });

        var get = server.Client(time: time).GetAsync(ConfigMap.Type, Key, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => server.Requests.Count == 1 && time.ArmedTimers >= 1);
        var start = time.GetTimestamp();
        await time.AdvanceUntilAsync(() => get.IsCompleted, TimeSpan.FromMilliseconds(100));

        Assert.Equal("a", (await get).Key.Name);
        Assert.True(time.GetElapsedTime(start) >= TimeSpan.FromSeconds(6.9), $"after {time.GetElapsedTime(start)}");
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Post_TurnedAway_IsTheCallersToRepeat()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) =>
        {
            context.Response.Headers.RetryAfter = "1";
            return context.StatusAsync(429, "TooManyRequests");
        });
        var map = new ConfigMap { Metadata = new ObjectMeta { Namespace = "ns", Name = "a" } };

        var refusal = await Assert.ThrowsAsync<KubernetesApiException>(
            () => server.Client().CreateAsync(ConfigMap.Type, map, TestContext.Current.CancellationToken));

        Assert.True(refusal.IsTooManyRequests);
        Assert.Equal(TimeSpan.FromSeconds(1), refusal.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Get_AlwaysTurnedAway_GivesUpAfterFiveAttempts()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) =>
        {
            context.Response.Headers.RetryAfter = "0";
            return context.StatusAsync(429, "TooManyRequests");
        });

        await Assert.ThrowsAsync<KubernetesApiException>(
            () => server.Client().GetAsync(ConfigMap.Type, Key, TestContext.Current.CancellationToken));

        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task Get_TokenRotated_ReadsTheFileAgainOnceOn401()
    {
        var ct = TestContext.Current.CancellationToken;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, "old\n", ct);
        await using var server = await ScriptedApiServer.StartAsync((context, request) =>
            request.Header("Authorization") is "Bearer new"
                ? context.JsonAsync(ScriptedCollection.Item("a", "1"))
                : context.StatusAsync(401, "Unauthorized"));
        var client = server.Client(new TokenFile(path, new ManualTime()));

        try
        {
            var first = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetAsync(ConfigMap.Type, Key, ct));
            Assert.True(first.IsUnauthorized);
            await File.WriteAllTextAsync(path, "new\n", ct);
            var found = await client.GetAsync(ConfigMap.Type, Key, ct);

            Assert.Equal("a", found.Key.Name);
            Assert.Equal(
                ["Bearer old", "Bearer old", "Bearer new"], server.Requests.Select(r => r.Header("Authorization")));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Get_Answered_CountsAsClientGoDoes()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.StatusAsync(418, "Teapot"));
        var counted = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "rest_client_requests_total")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            // Other tests run beside this one; none of them meets a teapot.
            if (tags.Contains(new("code", "418")) && tags.Contains(new("method", "GET")))
            {
                Interlocked.Add(ref counted, value);
            }
        });
        listener.Start();

        await Assert.ThrowsAsync<KubernetesApiException>(
            () => server.Client().GetAsync(ConfigMap.Type, Key, TestContext.Current.CancellationToken));

        Assert.Equal(1, Interlocked.Read(ref counted));
    }

    [Fact]
    public async Task Find_NotFound_IsNull()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.StatusAsync(404, "NotFound"));

        Assert.Null(await server.Client().FindAsync(ConfigMap.Type, Key, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ReplaceScale_StaleVersion_Conflicts()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await ScriptedApiServer.StartAsync((context, request) => request.Method == "GET"
            ? context.JsonAsync("""{"metadata":{"name":"a","namespace":"ns","resourceVersion":"5"},"spec":{"replicas":2}}""")
            : context.StatusAsync(409, "Conflict"));
        var client = server.Client();
        var scale = await client.GetScaleAsync(Deployment.Type.Resource, Key, ct);

        var wanted = new Scale { Metadata = scale.Metadata, Spec = new ScaleSpec { Replicas = 0 } };
        var refusal = await Assert.ThrowsAsync<KubernetesApiException>(
            () => client.ReplaceScaleAsync(Deployment.Type.Resource, Key, wanted, ct));

        Assert.True(refusal.IsConflict);
        Assert.Equal("/apis/apps/v1/namespaces/ns/deployments/a/scale?fieldManager=headroom", server.Requests[1].Target);
        Assert.Contains("\"resourceVersion\":\"5\"", server.Requests[1].Body, StringComparison.Ordinal);
        Assert.Contains("\"replicas\":0", server.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_Object_IsForcedAndNamesItsManager()
    {
        await using var server = await ScriptedApiServer.StartAsync(
            (context, request) => context.JsonAsync(request.Body));
        var map = new ConfigMap
        {
            Metadata = new ObjectMeta { Namespace = "ns", Name = "a" },
            Data = new Dictionary<string, string> { ["k"] = "v" },
        };

        await server.Client().ApplyAsync(ConfigMap.Type, map, null, TestContext.Current.CancellationToken);

        var request = server.Requests[0];
        Assert.Equal("/api/v1/namespaces/ns/configmaps/a?fieldManager=headroom&force=true", request.Target);
        Assert.Equal("application/apply-patch+yaml", request.Header("Content-Type"));
        Assert.StartsWith("headroom/", request.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Equal(
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"ns"},"data":{"k":"v"}}""", request.Body);
    }

    [Fact]
    public async Task Get_ServerHangsUpAsItAccepts_IsUnreachableHoweverTheRaceEnds()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        using var client = new KubernetesClient(new KubernetesConnection(server), TimeProvider.System, NullLoggerFactory.Instance);

        for (var i = 0; i < 100; i++)
        {
            var get = client.GetAsync(ConfigMap.Type, Key, TestContext.Current.CancellationToken);
            using (var accepted = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken))
            {
                accepted.LingerState = new LingerOption(true, 0); // a reset, not a farewell
            }

            await Assert.ThrowsAsync<HttpRequestException>(() => get);
        }
    }

    [Fact]
    public async Task Get_ServerTooSlow_TimesOut()
    {
        var time = new ManualTime();
        await using var server = await ScriptedApiServer.StartAsync(
            (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var get = server.Client(time: time).GetAsync(ConfigMap.Type, Key, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => server.Requests.Count == 1);
        time.Advance(TimeSpan.FromSeconds(31));

        await Assert.ThrowsAsync<TimeoutException>(() => get);
    }
}
