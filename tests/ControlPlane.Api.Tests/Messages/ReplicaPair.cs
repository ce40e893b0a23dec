using Headroom.ControlPlane.Api.Messages;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Messages;

/// <summary>Two replicas with one database and one broker, both connected to both.</summary>
internal sealed class ReplicaPair : IAsyncDisposable
{
    private bool _isFirstGone;

    private ReplicaPair(ApiServer first, ApiServer second) => (First, Second) = (first, second);

    public ApiServer First { get; }

    public ApiServer Second { get; }

    public static async Task<ReplicaPair> StartAsync(string database, string broker)
    {
        string[] settings = ["--ConnectionStrings:Headroom=" + database, "--Messaging:RabbitMq=" + broker, "--Messaging:ReviveAfter=00:00:02"];
        var pair = new ReplicaPair(await ApiServer.StartAsync(settings), await ApiServer.StartAsync(settings));
        foreach (var replica in (ApiServer[])[pair.First, pair.Second])
        {
            await replica.ConnectedAsync();
            await BrokerIsAsync(replica, isConnected: true);
        }

        return pair;
    }

    public static Task BrokerIsAsync(ApiServer replica, bool isConnected) =>
        Eventually.HoldsAsync(() => replica.Services.GetRequiredService<BrokerState>().IsConnected == isConnected);

    public static async Task<string> ReadyAsync(ApiServer replica)
    {
        using var probes = new HttpClient { BaseAddress = replica.Probes };
        return await probes.GetStringAsync(new Uri("/readyz?verbose", UriKind.Relative));
    }

    public static async Task<double> MetricAsync(ApiServer replica, string name)
    {
        using var client = new HttpClient { BaseAddress = replica.Metrics };
        string text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return double.Parse(text.Split('\n').Single(l => l.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1]);
    }

    public async Task EndFirstAsync()
    {
        _isFirstGone = true;
        await First.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isFirstGone)
        {
            await First.DisposeAsync();
        }

        await Second.DisposeAsync();
    }
}
