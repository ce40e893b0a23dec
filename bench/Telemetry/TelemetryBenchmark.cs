using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Headroom.Bench.Reconciling;
using static Headroom.Bench.Telemetry.LoadFigures;

namespace Headroom.Bench.Telemetry;

/// <summary>
/// Node agents that report once a second over TLS and HTTP/2, each with its own connection and token, to the control plane
/// in a process of its own. The load and the cluster that reviews tokens are this process; only the server's use is counted.
/// </summary>
internal sealed class TelemetryBenchmark : IBenchmark
{
    private static readonly TimeProvider Time = TimeProvider.System;

    public string Name => "telemetry";

    public string Description => "5,000 nodes × 8 GPUs at 1 Hz over TLS: reply p99, cores, memory (≤ 50 ms, ≤ 1 core)";

    public async Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var shape = options.IsQuick ? TelemetryShape.Quick : TelemetryShape.Full;
        shape = shape with { Nodes = options.Nodes ?? shape.Nodes };
        await using var server = new TelemetryServer();
        await server.StartAsync(options.Root, ct);
        var agents = Agents(server, shape, options.Seed);
        try
        {
            long begun = Time.GetTimestamp();
            await ConnectAsync(agents, ct);
            Console.WriteLine($"{shape.Nodes} agents connected in {Time.GetElapsedTime(begun).TotalSeconds:0.0} s");
            var wire = WireComparison.Measure(agents[0].Sample);
            Console.WriteLine($"a report has {wire.Bytes} bytes and is read in {wire.ReadMicroseconds:0.0} µs; as JSON {wire.JsonBytes} bytes, {wire.JsonReadMicroseconds:0.0} µs");
            await new ReportLoad(agents).RunAsync(shape.Settle, ct);
            var collector = await CollectorFigures.ReadAsync(server.Metrics, ct);
            var before = ProcessUsage.Of(server.ProcessId);
            var own = ProcessUsage.Of(Environment.ProcessId);
            begun = Time.GetTimestamp();
            var load = await new ReportLoad(agents).RunAsync(shape.Measure, ct);
            var wall = Time.GetElapsedTime(begun);
            var after = ProcessUsage.Of(server.ProcessId);
            double loadCores = (ProcessUsage.Of(Environment.ProcessId).Cpu - own.Cpu) / wall;
            collector = (await CollectorFigures.ReadAsync(server.Metrics, ct)).Since(collector);
            return Report(options, shape, wire.Bytes, load, (after.Cpu - before.Cpu) / wall, loadCores, after.ResidentBytes, collector);
        }
        finally
        {
            Array.ForEach(agents, a => a.Dispose());
        }
    }

    private static BenchAgent[] Agents(TelemetryServer server, TelemetryShape shape, int seed)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(server.Certificate);
        var trust = new SslClientAuthenticationOptions
        {
            TargetHost = server.Agents.Host,
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            CertificateChainPolicy = policy,
        };
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, shape.Nodes).Select(i => $"gpu-{i:00000}")
                .Select(node => new BenchAgent(server.Agents, trust, node, server.TokenOf(node), shape.GpusPerNode, random.NextDouble())),
        ];
    }

    private static Task ConnectAsync(BenchAgent[] agents, CancellationToken ct) =>
        Parallel.ForEachAsync(agents, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = ct }, async (agent, token) =>
        {
            await agent.ConnectAsync(token);
            await agent.PostAsync(token);
        });

    private JsonObject Report(
        BenchOptions options, TelemetryShape shape, int bytes, LoadFigures load, double cores, double loadCores, long resident, CollectorFigures collector)
    {
        var (perSecond, wall, replies) = (load.PerSecond, load.Wall, load.Replies);
        Console.WriteLine($"{perSecond:0} reports/s, p50 {At(replies, .5):0.0} ms, p99 {At(replies, .99):0.0} ms, max {At(replies, 1):0.0} ms, {load.Skipped} not sent because the last was not answered");
        Console.WriteLine($"from the instant each was due: p50 {At(load.SinceDue, .5):0.0} ms, p99 {At(load.SinceDue, .99):0.0} ms; the load sent p50 {At(load.Late, .5):0.0} ms, p99 {At(load.Late, .99):0.0} ms late and stood {load.Paused.TotalMilliseconds / wall.TotalSeconds:0.0} ms of each second in its own collector");
        Console.WriteLine($"server {cores:0.00} cores, {1e6 * cores / perSecond:0} µs a report, {resident / 1e6:0} MB; load and cluster {loadCores:0.00} cores");
        Console.WriteLine($"collector: {collector.Pauses.TotalMilliseconds / wall.TotalSeconds:0.0} ms of each second in pauses, collections {string.Join('/', collector.Collections)}, heap {collector.HeapBytes / 1e6:0} MB, {collector.AllocatedBytes / replies.Length / 1e3:0.0} kB allocated a report");
        return new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["nodes"] = shape.Nodes,
            ["gpus_per_node"] = shape.GpusPerNode,
            ["batches_per_s"] = Math.Round(perSecond, 1),
            ["reply_p99_ms"] = Math.Round(At(replies, .99), 2),
            ["reply_p50_ms"] = Math.Round(At(replies, .5), 2),
            ["since_due_p99_ms"] = Math.Round(At(load.SinceDue, .99), 2),
            ["late_p99_ms"] = Math.Round(At(load.Late, .99), 2),
            ["not_sent"] = load.Skipped,
            ["cpu_cores"] = Math.Round(cores, 3),
            ["load_cores"] = Math.Round(loadCores, 3),
            ["rss_mb"] = Math.Round(resident / 1e6, 1),
            ["gc_pause_share"] = Math.Round(collector.Pauses / wall, 4),
            ["gc_collections"] = new JsonArray([.. collector.Collections.Select(static c => (JsonNode)c)]),
            ["allocated_kb_per_report"] = Math.Round(collector.AllocatedBytes / replies.Length / 1e3, 2),
            ["heap_mb"] = Math.Round(collector.HeapBytes / 1e6, 1),
            ["batch_bytes"] = bytes,
        };
    }
}
