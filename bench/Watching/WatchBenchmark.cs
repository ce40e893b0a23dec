using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.LocalCluster.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Bench.Watching;

/// <summary>
/// A cache of 10,000 running pods while 500 are changed every second: how late it is, what an object costs, and how
/// long it takes to be whole again after its version became too old. Server, writers and cache share this process.
/// </summary>
internal sealed class WatchBenchmark : IBenchmark
{
    private static readonly TimeProvider Time = TimeProvider.System;

    public string Name => "watch";

    public string Description => "10,000 pods, 500 changes/s: lag of the cache, bytes per object, relist (≤ 100 ms, ≤ 2,000 B, ≤ 2 s)";

    public async Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var shape = options.IsQuick ? WatchShape.Quick : WatchShape.Full;
        Console.WriteLine($"{shape.Pods} pods");
        await using var pods = await WatchedPods.StartAsync(shape.Pods, options.Seed, ct);
        var begun = Time.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var cache = Cache(pods, Pod.Type);
        var run = cache.RunAsync(stop.Token);
        await cache.WaitForSyncAsync(ct);
        var firstList = Time.GetElapsedTime(begun);
        var bytes = await WeighAsync(pods, ct);
        Console.WriteLine($"{shape.ChangesPerSecond} changes a second for {shape.Measure.TotalSeconds:0} s");
        var probe = new LagProbe(pods.Client, cache, pods.Keys, (int)(shape.ChangesPerSecond * shape.Measure.TotalSeconds));
        var (lags, perSecond) = await probe.RunAsync(shape.ChangesPerSecond, ct);
        Console.WriteLine("relisting");
        var relist = await RelistAsync(pods, cache, ct);
        await stop.CancelAsync();
        await run;
        return Report(options, cache.Count, new WatchFigures(
            perSecond, At(lags, 0.5), At(lags, 0.99), lags[^1], bytes, firstList.TotalSeconds, relist.TotalSeconds));
    }

    private static Informer<T> Cache<T>(WatchedPods pods, ResourceType<T> type)
        where T : KubernetesObject =>
        new(pods.Client, type, new InformerOptions<T>(), Time, NullLoggerFactory.Instance);

    /// <summary>What a second cache of the same pods adds: the buffers that reading them takes are there by then.</summary>
    private static async Task<double> WeighAsync(WatchedPods pods, CancellationToken ct)
    {
        var before = await HeapAsync(ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var second = Cache(pods, Pod.Type);
        var run = second.RunAsync(stop.Token);
        await second.WaitForSyncAsync(ct);
        var bytes = (await HeapAsync(ct) - before) / (double)second.Count;
        await stop.CancelAsync();
        await run;
        return bytes;
    }

    /// <summary>From the loss of the watch until the cache shows a change that only a list can tell it of.</summary>
    private static async Task<TimeSpan> RelistAsync(WatchedPods pods, Informer<Pod> cache, CancellationToken ct)
    {
        var faults = pods.Host.Faults;
        faults.Set(new FaultRule { Verb = "watch", Resource = "pods", Answer = 410, InStream = true });
        var begun = Time.GetTimestamp();
        faults.DropWatches();
        while (faults.Injected.GetValueOrDefault("410-in-stream") == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), Time, ct);
        }

        faults.Set();
        var written = await pods.Client.MergePatchAsync(
            Pod.Type, pods.Keys[0], new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["relist"] = "1" } } }, null, ct);
        while (cache.Find(pods.Keys[0])?.Metadata.ResourceVersion != written.Metadata.ResourceVersion)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), Time, ct);
        }

        return Time.GetElapsedTime(begun);
    }

    private static double At(double[] ascending, double probability) => ascending[(int)Math.Ceiling(probability * ascending.Length) - 1];

    // What the server has just finished with goes by and by: the heap counts once it stands still.
    private static async Task<long> HeapAsync(CancellationToken ct)
    {
        var (before, now) = (long.MaxValue, GC.GetTotalMemory(forceFullCollection: true));
        while (Math.Abs(before - now) > now / 1_000)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), Time, ct);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            (before, now) = (now, GC.GetTotalMemory(forceFullCollection: true));
        }

        return now;
    }

    private JsonObject Report(BenchOptions options, int pods, WatchFigures found)
    {
        Console.WriteLine($"{"figure",-34}{"goal",10}{"measured",12}");
        Console.WriteLine($"{"lag p99, ms",-34}{"≤ 100",10}{found.LagP99,12:0.0}");
        Console.WriteLine($"{"bytes per pod",-34}{"≤ 2,000",10}{found.Bytes,12:0}");
        Console.WriteLine($"{"relist after 410, s",-34}{"≤ 2",10}{found.Relist,12:0.00}");
        return new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["pods"] = pods,
            ["changes_per_s"] = Math.Round(found.PerSecond, 1),
            ["lag_p50_ms"] = Math.Round(found.LagP50, 2),
            ["lag_p99_ms"] = Math.Round(found.LagP99, 2),
            ["lag_max_ms"] = Math.Round(found.LagMax, 1),
            ["bytes_per_object"] = Math.Round(found.Bytes),
            ["first_list_s"] = Math.Round(found.FirstList, 3),
            ["relist_s"] = Math.Round(found.Relist, 3),
        };
    }
}
