using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Settings;
using Headroom.Kubernetes.Tests.Connections;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Kubernetes.Tests.Leases;

public sealed class WriteGuardTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(7);
    private static readonly ConfigMap Map = new() { Metadata = new ObjectMeta { Namespace = "ns", Name = "a", ResourceVersion = "5" } };

    private readonly ManualTime _time = new();
    private readonly LeaderToken _token;

    public WriteGuardTests() => _token = new LeaderToken("me", 1, _time.GetTimestamp(), Deadline, _time);

    public void Dispose() => _token.Dispose();

    [Fact]
    public async Task Write_WhileTheLeaseIsHeld_GoesThrough()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, request) => context.JsonAsync(request.Body));

        var written = await WriteAsync(server.Client(time: _time));

        Assert.Equal("5", written.Metadata.ResourceVersion);
        Assert.Contains("\"resourceVersion\":\"5\"", server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_SleptPastTheLease_SendsNothingAndStillReads()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.JsonAsync(ScriptedCollection.Item("a", "6")));
        using var client = server.Client(time: _time).Under(_token);

        _time.Advance(Deadline);

        await Assert.ThrowsAsync<LeadershipLostException>(() => WriteAsync(client));
        await Assert.ThrowsAsync<LeadershipLostException>(
            () => client.DeleteAsync(ConfigMap.Type.Resource, Map.Key, DeleteOptions.Default, TestContext.Current.CancellationToken));
        Assert.Empty(server.Requests);
        Assert.Equal("6", (await client.GetAsync(ConfigMap.Type, Map.Key, TestContext.Current.CancellationToken)).Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Write_LeaseEndsWhileToldToWait_IsNotRepeated()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) =>
        {
            context.Response.Headers.RetryAfter = "8";
            return context.StatusAsync(429, "TooManyRequests");
        });

        var write = WriteAsync(server.Client(time: _time));
        await _time.AdvanceUntilAsync(() => write.IsCompleted, TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<LeadershipLostException>(() => write);
        Assert.Single(server.Requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task Write_ConnectingTakesLongerThanTheLease_SendsNoBody()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue("server", "localhost");
        using var server = new SlowTlsServer();
        using var client = new KubernetesClient(
            new KubernetesConnection(server.Url) { SkipsTlsVerification = true }, _time, NullLoggerFactory.Instance);

        var write = WriteAsync(client);
        using var accepted = await server.AcceptAsync();
        _time.Advance(Deadline);
        var received = await SlowTlsServer.ReadAllAsync(accepted, certificate);

        await Assert.ThrowsAsync<LeadershipLostException>(() => write);
        Assert.DoesNotContain("ConfigMap", received, StringComparison.Ordinal);
    }

    private Task<ConfigMap> WriteAsync(KubernetesClient client) =>
        client.Under(_token).ReplaceAsync(ConfigMap.Type, Map, null, TestContext.Current.CancellationToken);
}
