using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Headroom.Bench.Reconciling;

namespace Headroom.Bench.Telemetry;

/// <summary>
/// Node agents that report once a second over TLS and HTTP/2, each with its own connection and token, to the control plane
/// in a process of its own. The load and the cluster that reviews tokens are this process; only the server's use is counted.
/// </summary>
internal sealed class TelemetryBenchmark : IBenchmark
{
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(5);

    public string Name => "telemetry";

    public string Description => "5,000 nodes × 8 GPUs at 1 Hz over TLS: reply p99, cores, memory (≤ 50 ms, ≤ 1 core)";

    public async Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var shape = options.IsQuick ? TelemetryShape.Quick : TelemetryShape.Full;
        await using var server = new TelemetryServer();
        await server.StartAsync(options.Root, ct);
        var agents = Enumerable.Range(0, shape.Nodes)
            .Select(i => new BenchAgent(server.Agents, server.Certificate, $"gpu-{i:00000}", server.TokenOf($"gpu-{i:00000}"), shape.GpusPerNode)).ToArray();
        try
        {
            long begun = Time.GetTimestamp();
            await ConnectAsync(agents, ct);
            Console.WriteLine($"{shape.Nodes} agents connected in {Time.GetElapsedTime(begun).TotalSeconds:0.0} s");
            var wire = WireComparison.Measure(agents[0].Sample);
            Console.WriteLine($"a report has {wire.Bytes} bytes and is read in {wire.ReadMicroseconds:0.0} µs; as JSON {wire.JsonBytes} bytes, {wire.JsonReadMicroseconds:0.0} µs");
            await RunAsync(agents, shape.Settle, ct);
            var collector = await CollectorFigures.ReadAsync(server.Metrics, ct);
            var before = ProcessUsage.Of(server.ProcessId);
            var own = ProcessUsage.Of(Environment.ProcessId);
            begun = Time.GetTimestamp();
            var load = await RunAsync(agents, shape.Measure, ct);
            var wall = Time.GetElapsedTime(begun);
            var after = ProcessUsage.Of(server.ProcessId);
            double loadCores = (ProcessUsage.Of(Environment.ProcessId).Cpu - own.Cpu) / wall;
            collector = (await CollectorFigures.ReadAsync(server.Metrics, ct)).Since(collector);
            return Report(options, shape, wire.Bytes, load, wall, (after.Cpu - before.Cpu) / wall, loadCores, after.ResidentBytes, collector);
        }
        finally
        {
            Array.ForEach(agents, a => a.Dispose());
        }
    }

    private static Task ConnectAsync(BenchAgent[] agents, CancellationToken ct) =>
        Parallel.ForEachAsync(agents, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = ct }, async (agent, token) => await agent.PostAsync(token));

    /// <summary>Every agent once a second, spread evenly over it.</summary>
    private static async Task<Load> RunAsync(BenchAgent[] agents, TimeSpan length, CancellationToken ct)
    {
        var latencies = new ConcurrentBag<double>();
        var under = new ConcurrentDictionary<Task, bool>();
        Exception? failure = null;
        long begun = Time.GetTimestamp(), sent = 0, skipped = 0;
        async Task PostAsync(BenchAgent agent)
        {
            try
            {
                latencies.Add((await agent.PostAsync(ct)).TotalMilliseconds);
            }
            catch (Exception e)
            {
                failure = e;
            }
        }

        while (Time.GetElapsedTime(begun) < length && failure is null)
        {
            for (long due = (long)(Time.GetElapsedTime(begun).TotalSeconds * agents.Length); sent < due; sent++)
            {
                var agent = agents[sent % agents.Length];
                skipped += agent.IsBusy ? 1 : 0;
                var post = agent.IsBusy ? Task.CompletedTask : PostAsync(agent);
                under[post] = true;
                _ = post.ContinueWith(t => under.TryRemove(t, out _), TaskScheduler.Default);
            }

            await Task.Delay(Slot, Time, ct);
        }

        await Task.WhenAll(under.Keys);
        return failure is null ? new Load([.. latencies.Order()], skipped) : throw new BenchException($"an agent failed: {failure.Message}");
    }

    private JsonObject Report(
        BenchOptions options, TelemetryShape shape, int bytes, Load load, TimeSpan wall, double cores, double loadCores, long resident, CollectorFigures collector)
    {
        double perSecond = load.Milliseconds.Length / wall.TotalSeconds;
        Console.WriteLine($"{perSecond:0} reports/s, p50 {load.At(.5):0.0} ms, p99 {load.At(.99):0.0} ms, max {load.At(1):0.0} ms, {load.Skipped} not sent because the last was not answered");
        Console.WriteLine($"server {cores:0.00} cores, {1e6 * cores / perSecond:0} µs a report, {resident / 1e6:0} MB; load and cluster {loadCores:0.00} cores");
        Console.WriteLine($"collector: {collector.Pauses.TotalMilliseconds / wall.TotalSeconds:0.0} ms of each second in pauses, collections {string.Join('/', collector.Collections)}, heap {collector.HeapBytes / 1e6:0} MB");
        return new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["nodes"] = shape.Nodes,
            ["gpus_per_node"] = shape.GpusPerNode,
            ["batches_per_s"] = Math.Round(perSecond, 1),
            ["reply_p99_ms"] = Math.Round(load.At(.99), 2),
            ["reply_p50_ms"] = Math.Round(load.At(.5), 2),
            ["not_sent"] = load.Skipped,
            ["cpu_cores"] = Math.Round(cores, 3),
            ["load_cores"] = Math.Round(loadCores, 3),
            ["rss_mb"] = Math.Round(resident / 1e6, 1),
            ["gc_pause_share"] = Math.Round(collector.Pauses / wall, 4),
            ["gc_collections"] = new JsonArray([.. collector.Collections.Select(static c => (JsonNode)c)]),
            ["heap_mb"] = Math.Round(collector.HeapBytes / 1e6, 1),
            ["batch_bytes"] = bytes,
        };
    }

    /// <param name="Milliseconds">Of every reply, in order of length.</param>
    /// <param name="Skipped">Reports that were due while the last was under way.</param>
    private sealed record Load(double[] Milliseconds, long Skipped)
    {
        public double At(double quantile) => Milliseconds.Length == 0 ? double.NaN : Milliseconds[Math.Min(Milliseconds.Length - 1, (int)(quantile * Milliseconds.Length))];
    }
}
