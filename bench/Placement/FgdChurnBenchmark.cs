using System.Diagnostics;
using System.Text.Json.Nodes;
using Headroom.Placement.Fragmentation;
using Headroom.Simulation.Placement;

namespace Headroom.Bench.Placement;

/// <summary>The same cluster and pods with departures: how much is allocated over time and how many pods are turned away.</summary>
internal sealed class FgdChurnBenchmark : IBenchmark
{
    private const double Load = 0.9;
    private const int FirstSeed = 42;

    public string Name => "fgd-churn";

    public string Description => "openb pods with exponential lifetimes at 90% load: GPU allocated over time, pods turned away (ours best)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var data = OpenbData.Read(options);
        var (seeds, lifetimes) = options.IsQuick || options.IsRehearsal ? (1, 2.0) : (5, 5.0);
        var workloads = new JsonObject();
        foreach (var (workload, pods) in data.Workloads)
        {
            var lines = new JsonObject();
            workloads[workload] = lines;
            foreach (var policy in PolicyList.Names)
            {
                ct.ThrowIfCancellationRequested();
                var runs = new ChurnOutcome[seeds];
                Parallel.For(0, seeds, i => runs[i] = Run(data, pods, policy, FirstSeed + i, lifetimes));
                lines[policy] = Line(runs);
                Console.WriteLine(
                    $"{workload,-28}{policy,-15}{runs.Average(r => r.AllocatedPercent),8:0.00}{runs.Average(r => r.RejectedPercent),8:0.000}{runs.Average(r => r.RejectedGpuPercent),8:0.000}");
            }
        }

        return Task.FromResult(new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["seeds"] = seeds,
            ["load"] = Load,
            ["workloads"] = workloads,
            ["seconds"] = Math.Round(watch.Elapsed.TotalSeconds, 1),
        });
    }

    private static ChurnOutcome Run(OpenbData data, IReadOnlyList<PodShape> pods, string policy, int seed, double lifetimes)
    {
        var cluster = FgdRun.EmptyCluster(data, seed);
        return ChurnReplay.Run(cluster, PolicyList.Create(policy, cluster, pods, seed, sampleSet: 1), pods, Load, lifetimes, seed);
    }

    private static JsonObject Line(ChurnOutcome[] runs) => new()
    {
        ["alloc_time_avg"] = Math.Round(runs.Average(r => r.AllocatedPercent), 3),
        ["rejected_pct"] = Math.Round(runs.Average(r => r.RejectedPercent), 3),
        ["rejected_gpu_pct"] = Math.Round(runs.Average(r => r.RejectedGpuPercent), 3),
        ["pods"] = runs.Sum(r => r.Pods),
    };
}
