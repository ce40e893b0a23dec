using System.Text.Json.Nodes;
using Headroom.Cli.Local;

namespace Headroom.Bench.Reconciling;

/// <summary>
/// 2,000 autoscalers with 14 days of one-minute history: decisions per second when 2,000 are offered, the 99th
/// percentile of a decision at 133 a second, and the control plane's memory. Status and database writes are on; cluster
/// and database share the two cores.
/// </summary>
internal sealed class ReconcileBenchmark : IBenchmark
{
    private const string Decisions = "headroom_autoscaler_decisions_total";
    private const string Time = "controller_runtime_reconcile_time_seconds";

    public string Name => "reconcile";

    public string Description => "2,000 autoscalers: decisions/s, p99 of a decision at 133/s, memory (≥ 1,000/s, ≤ 20 ms, ≤ 400 MB)";

    public async Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var shape = options.IsQuick ? FleetShape.Quick : FleetShape.Full;
        var clock = TimeProvider.System.GetTimestamp();
        var progress = new Progress<string>();
        void Say(string text) => Console.WriteLine($"[{TimeProvider.System.GetElapsedTime(clock).TotalSeconds,5:0} s] {text}");
        progress.ProgressChanged += (_, text) => Say(text);
        await using var stack = new Stack(options.Root, shape, options.Seed);
        await stack.StartAsync(progress, ct);
        var saturated = await MeasureAsync(stack, shape, FleetShape.SaturatingSpeed, "saturated", Say, ct);
        // A short run only shows that everything still works: one phase stands for both.
        var offered = options.IsQuick ? saturated : await MeasureAsync(stack, shape, FleetShape.OfferedSpeed, "offered 133/s", Say, ct);
        var resident = Math.Max(offered.ResidentBytes, saturated.ResidentBytes);
        Print(offered, saturated);
        return new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["autoscalers"] = shape.Autoscalers,
            ["decisions_per_s"] = Math.Round(saturated.DecisionsPerSecond, 1),
            ["p99_ms"] = Math.Round(offered.P99Milliseconds, 2),
            ["offered_per_s"] = Math.Round(offered.DecisionsPerSecond, 1),
            ["rss_mb"] = Math.Round(resident / 1e6, 1),
            ["rss_offered_mb"] = Math.Round(offered.ResidentBytes / 1e6, 1),
            ["bytes_per_autoscaler"] = resident / shape.Autoscalers,
            ["scales_per_s"] = Math.Round(saturated.ScalesPerSecond, 1),
            ["control_plane_cores"] = Math.Round(saturated.ControlPlaneCores, 2),
            ["cluster_cores"] = Math.Round(saturated.ClusterCores, 2),
        };
    }

    private static async Task<Phase> MeasureAsync(
        Stack stack, FleetShape shape, double speed, string name, Action<string> say, CancellationToken ct)
    {
        say($"{name}: control plane at {speed:0.#}× reads and fits {shape.History.TotalDays:0.#} days for each");
        var (process, http) = await stack.StartControlPlaneAsync(speed, ct);
        using (http)
        {
            await using (process)
            {
                await SettleAsync(http, shape, say, ct);
                say($"{name}: measuring {shape.Measure.TotalSeconds:0} s");
                return await SampleAsync(stack, process, http, shape.Measure, ct);
            }
        }
    }

    // Every autoscaler has decided and has its forecast fitted: what follows is the steady state.
    private static async Task SettleAsync(HttpClient http, FleetShape shape, Action<string> say, CancellationToken ct)
    {
        var said = TimeProvider.System.GetTimestamp();
        var quiet = 0;
        while (quiet < 3)
        {
            var page = await MetricsPage.ReadAsync(http, ct);
            var (decided, pending) = (page.Sum("headroom_autoscaler_desired_replicas"), page.Sum("headroom_forecast_fits_pending"));
            var known = page.Sum(Decisions);
            quiet = known >= shape.Autoscalers && decided > 0 && pending <= shape.Autoscalers / 50.0 ? quiet + 1 : 0;
            if (TimeProvider.System.GetElapsedTime(said) > TimeSpan.FromSeconds(15))
            {
                said = TimeProvider.System.GetTimestamp();
                say($"  {known:0} decisions, {pending:0} fits to go");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
        }
    }

    private static async Task<Phase> SampleAsync(Stack stack, ChildProcess process, HttpClient http, TimeSpan length, CancellationToken ct)
    {
        var (before, usage, cluster) = (await MetricsPage.ReadAsync(http, ct), ProcessUsage.Of(process.Id), ProcessUsage.Of(stack.ClusterId));
        var begun = TimeProvider.System.GetTimestamp();
        await Task.Delay(length, TimeProvider.System, ct);
        var wall = TimeProvider.System.GetElapsedTime(begun);
        var (after, usageAfter, clusterAfter) = (await MetricsPage.ReadAsync(http, ct), ProcessUsage.Of(process.Id), ProcessUsage.Of(stack.ClusterId));
        return new Phase(
            (after.Sum(Decisions) - before.Sum(Decisions)) / wall.TotalSeconds,
            1000 * MetricsPage.Quantile(before, after, Time, 0.99),
            (after.Sum("headroom_autoscaler_scales_total") - before.Sum("headroom_autoscaler_scales_total")) / wall.TotalSeconds,
            (usageAfter.Cpu - usage.Cpu) / wall,
            (clusterAfter.Cpu - cluster.Cpu) / wall,
            usageAfter.ResidentBytes);
    }

    private static void Print(Phase offered, Phase saturated)
    {
        Console.WriteLine($"{"phase",-12}{"decisions/s",14}{"p99 ms",10}{"scales/s",10}{"cores",8}{"cluster",9}{"RSS MB",9}");
        foreach (var (name, phase) in new[] { ("offered", offered), ("saturated", saturated) })
        {
            Console.WriteLine(
                $"{name,-12}{phase.DecisionsPerSecond,14:0.0}{phase.P99Milliseconds,10:0.00}{phase.ScalesPerSecond,10:0.0}"
                + $"{phase.ControlPlaneCores,8:0.00}{phase.ClusterCores,9:0.00}{phase.ResidentBytes / 1e6,9:0}");
        }
    }
}
