using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Headroom.Bench.Reconciling;

namespace Headroom.Bench.ApiServer;

/// <summary>
/// The local cluster over HTTPS: writes per second with watchers, then a list of 10,000 pods on 300 nodes, and memory.
/// Client and cluster share the machine's cores.
/// </summary>
internal sealed class ApiServerBenchmark : IBenchmark
{
    private const int Writers = 16;
    private const int Watchers = 4;
    private const int PerDeployment = 250;

    public string Name => "apiserver";

    public string Description => "Local cluster: writes/s over HTTPS with 4 watchers, list of 10,000 pods, memory (≥ 3,000/s, ≤ 300 ms)";

    public async Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var (pods, nodes, length, lists) = options.IsQuick ? (500, 20, TimeSpan.FromSeconds(2), 5) : (10_000, 300, TimeSpan.FromSeconds(20), 15);
        await using var cluster = new ServedCluster();
        await cluster.StartAsync(options.Root, nodes, options.Seed, ct);
        Console.WriteLine($"{Writers} writers and {Watchers} watchers for {length.TotalSeconds:0} s");
        var before = ProcessUsage.Of(cluster.Id).Cpu;
        var (writes, events, all) = await new WriteLoad(cluster).RunAsync(Writers, Watchers, length / 4, length, ct);
        var perWrite = (ProcessUsage.Of(cluster.Id).Cpu - before) / all;
        Console.WriteLine($"{pods} pods on {nodes} nodes");
        using var client = cluster.Client();
        var filled = await FillAsync(client, pods, ct);
        var times = new List<double>();
        long bytes = 0;
        for (var i = 0; i < lists; i++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            bytes = (await client.GetByteArrayAsync("/api/v1/pods", ct)).LongLength;
            times.Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
        }

        times.Sort();
        var resident = ProcessUsage.Of(cluster.Id).ResidentBytes / 1e6;
        Console.WriteLine($"{"writes/s",10}{"cpu µs/write",14}{"events/s",10}{"list ms",10}{"worst",8}{"list MB",9}{"fill s",8}{"RSS MB",8}");
        Console.WriteLine($"{writes,10:0}{perWrite.TotalMicroseconds,14:0}{events,10:0}{times[times.Count / 2],10:0.0}{times[^1],8:0.0}{bytes / 1e6,9:0.0}{filled.TotalSeconds,8:0.0}{resident,8:0}");
        return new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["pods"] = pods,
            ["nodes"] = nodes,
            ["writes_per_s"] = Math.Round(writes, 1),
            ["cluster_cpu_us_per_write"] = Math.Round(perWrite.TotalMicroseconds, 1),
            ["events_per_s_per_watcher"] = Math.Round(events, 1),
            [options.IsQuick ? "list_ms" : "list_10k_ms"] = Math.Round(times[times.Count / 2], 1),
            ["list_worst_ms"] = Math.Round(times[^1], 1),
            ["fill_s"] = Math.Round(filled.TotalSeconds, 1),
            ["rss_mb"] = Math.Round(resident, 1),
        };
    }

    private static async Task<TimeSpan> FillAsync(HttpClient client, int pods, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < pods / PerDeployment; i++)
        {
            using var body = new StringContent(Deployment(i), Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/apis/apps/v1/namespaces/default/deployments", body, ct);
            answer.EnsureSuccessStatusCode();
        }

        while (await ReadyAsync(client, ct) < pods)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, ct);
        }

        return TimeProvider.System.GetElapsedTime(begun);
    }

    private static async Task<long> ReadyAsync(HttpClient client, CancellationToken ct)
    {
        using var list = JsonDocument.Parse(await client.GetByteArrayAsync("/apis/apps/v1/deployments", ct));
        return list.RootElement.GetProperty("items").EnumerateArray().Sum(d =>
            d.TryGetProperty("status", out var status) && status.TryGetProperty("readyReplicas", out var ready) ? ready.GetInt64() : 0);
    }

    private static string Deployment(int i) => string.Create(CultureInfo.InvariantCulture, $$$$$"""
        {"metadata":{"name":"app-{{{{{i}}}}}"},"spec":{"replicas":{{{{{PerDeployment}}}}},"selector":{"matchLabels":{"app":"app-{{{{{i}}}}}"}},
        "template":{"metadata":{"labels":{"app":"app-{{{{{i}}}}}"}},"spec":{"containers":[{"name":"main","image":"server:1",
        "ports":[{"containerPort":8080}],"env":[{"name":"MODE","value":"serve"}],"resources":{"requests":{"cpu":"500m","memory":"1Gi"}}}]}}}}
        """);
}
