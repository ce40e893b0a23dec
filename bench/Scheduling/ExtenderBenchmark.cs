using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Headroom.Bench.Activating;
using Headroom.Bench.Placement;
using Headroom.Bench.Reconciling;
using Headroom.Placement.Fragmentation;

namespace Headroom.Bench.Scheduling;

/// <summary>The scheduler extender over HTTP, called as a kube-scheduler calls it: names of a tenth of the nodes, and of all.</summary>
internal sealed class ExtenderBenchmark : IBenchmark
{
    private const int GpuMilliPerNode = 8_000;
    private const int WarmUp = 200;

    public string Name => "extender";

    public string Description => "scheduler extender, 5,000 nodes × 8 GPUs, 100,000 pods (≥ 1,000 pods/s on two cores, p99 ≤ 10 ms)";

    public async Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var (nodes, pods, compared) = options.IsQuick ? (200, 1_000, 500) : options.IsRehearsal ? (5_000, 20_000, 2_000) : (5_000, 100_000, 50_000);
        var shapes = Shapes(options);
        // kube-scheduler looks at a tenth of 5,000 nodes by its own default, and at a hundred at least.
        var sampled = await RunAsync(options, nodes, Math.Max(100, nodes / 10), pods, shapes, ct);
        var all = await RunAsync(options, nodes, nodes, compared, shapes, ct);
        var few = sampled.AllocatedAt(compared);
        return new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["rehearsal"] = options.IsRehearsal,
            ["nodes"] = nodes,
            ["gpus"] = 8 * nodes,
            ["pods"] = pods,
            ["pods_per_s"] = Math.Round(sampled.PodsPerSecond, 1),
            ["filter_prioritize_p99_ms"] = Math.Round(sampled.P99, 2),
            ["filter_prioritize_p50_ms"] = Math.Round(sampled.P50, 3),
            ["rss_mb"] = Math.Round(sampled.ResidentMb, 1),
            ["server_cpu_us_per_pod"] = Math.Round(sampled.CpuMicrosecondsPerPod, 1),
            ["sampled_names"] = sampled.ToJson(),
            ["all_names"] = all.ToJson(),
            ["allocation_lost_by_sampling_points"] = Math.Round(all.AllocatedAt(compared) - few, 3),
            ["compared_after_pods"] = compared,
        };
    }

    private static async Task<ExtenderRun> RunAsync(BenchOptions options, int nodes, int sampled, int pods, List<PodShape> shapes, CancellationToken ct)
    {
        await using var server = BenchProcess.Start("dotnet", [Environment.GetCommandLineArgs()[0], ExtenderServer.Command, nodes.ToString(CultureInfo.InvariantCulture)]);
        var port = int.Parse(await server.Output.ReadLineAsync(ct) ?? throw new BenchException("the extender did not start"), CultureInfo.InvariantCulture);
        using var loop = new SchedulerLoop(new Uri($"http://127.0.0.1:{port}"), nodes, sampled);
        var (random, capacity) = (new Random(options.Seed), (double)nodes * GpuMilliPerNode);
        var allocated = new List<double>(pods);
        var (before, begun) = (TimeSpan.Zero, 0L);
        for (var pod = 0; pod < pods + WarmUp; pod++)
        {
            if (pod == WarmUp)
            {
                (before, begun) = (ProcessUsage.Of(server.Id).Cpu, Stopwatch.GetTimestamp());
                loop.Milliseconds.Clear();
            }

            await loop.ScheduleAsync(pod, shapes[random.Next(shapes.Count)], ct);
            if (pod >= WarmUp)
            {
                allocated.Add(100 * loop.BoundMilli / capacity);
            }
        }

        await loop.FinishAsync(ct);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var usage = ProcessUsage.Of(server.Id);
        var run = new ExtenderRun(sampled, pods, seconds, [.. loop.Milliseconds.Order()], allocated, loop.Bound, loop.RefusedBindings, usage.ResidentBytes / 1e6, (usage.Cpu - before) / pods);
        Console.WriteLine($"{sampled,5} names: {run.PodsPerSecond:0} pods/s, filter and prioritize p50 {run.P50:0.00} ms, p99 {run.P99:0.00} ms, {run.ResidentMb:0} MB, "
            + $"{run.Bound} of {pods + WarmUp} bound, {allocated[^1]:0.00}% of GPU allocated, {run.RefusedBindings} bindings refused");
        return run;
    }

    // Only pods that ask for a GPU come to an extender that manages GPUs; the models of the trace are left aside.
    private static List<PodShape> Shapes(BenchOptions options) =>
        [.. OpenbData.Read(options).Workloads[0].Pods.Where(static p => p.GpuCount > 0).Select(static p => p with { Models = ModelSet.Any })];
}
