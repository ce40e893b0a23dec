using System.Diagnostics;
using System.Text.Json.Nodes;
using Headroom.Scaling.ColdStart;
using Headroom.Scaling.ColdStart.Gaps;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Bench.ColdStarts;

/// <summary>Keep-alive policies on GenTD26: how many requests find their model unloaded, for how many idle GPU-hours.</summary>
internal sealed class ColdStartBenchmark : IBenchmark
{
    // Seconds between our decisions.
    private const double Step = 2;
    private const double LateShare = 0.6;

    private static readonly (double KeepAlive, string Budget)[] Budgets = [(300, "753h"), (600, "1139h"), (1_200, "1693h")];

    public string Name => "cold-start";

    public string Description => "cold starts on GenTD26 at the idle hours of fixed keep-alives (≤ 16.8% at 5 min, ≤ 11.0% at 10 min, ≤ 7.5% at 20 min)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var trace = LoraTrace.Read(options);
        var requests = trace.Requests;
        Console.WriteLine($"{requests.Count} requests, {requests.Max(r => r.Service) + 1} models, {requests.Max(r => r.Client) + 1} clients");
        var policies = new JsonObject();
        var result = new JsonObject { ["benchmark"] = Name, ["quick"] = options.IsQuick, ["requests"] = requests.Count, ["policies"] = policies };
        Console.WriteLine($"{"policy",-24}{"cold %",8}{"idle h",9}{"loads",8}{"p50 wait",10}{"p99 wait",10}{"late %",8}{"late h",9}");
        foreach (var (name, policy) in Baselines())
        {
            var tally = Tally(trace);
            GapReplay.Run(requests, policy, tally);
            policies[name] = Line(name, tally);
        }

        var ours = new ColdStartTally[Budgets.Length];
        Parallel.For(0, Budgets.Length, i =>
        {
            ours[i] = Tally(trace);
            new SteeredReplay(requests, new SteeredKeepAlive(Budgets[i].KeepAlive), ours[i]).Run(Step);
        });
        for (var i = 0; i < Budgets.Length; i++)
        {
            var (keepAlive, budget) = Budgets[i];
            policies[$"ours-{keepAlive / 60}min"] = Line($"ours, at {keepAlive / 60:0} min", ours[i]);
            result[$"ours_cold_pct_at_{budget}"] = Math.Round(ours[i].ColdPercent, 2);
            result[$"ours_wasted_gpu_h_at_{budget}"] = Math.Round(ours[i].WastedHours, 1);
            result[$"clairvoyant_keep_only_cold_pct_at_{budget}"] = Math.Round(KeepOnlyBound.ColdPercent(requests, ours[i].WastedHours), 2);
        }

        result["total_loads"] = ours[1].Loads;
        result["last60_cold_pct_at_833h"] = Math.Round(ours[1].LateColdPercent, 2);
        result["last60_wasted_gpu_h"] = Math.Round(ours[1].LateWastedHours, 1);
        SlotTable.AddTo(result, requests, ct);
        result["seconds"] = Math.Round(watch.Elapsed.TotalSeconds, 1);
        return Task.FromResult(result);
    }

    private static IEnumerable<(string Name, IGapPolicy Policy)> Baselines()
    {
        foreach (var minutes in (int[])[1, 5, 10, 20, 60, 120])
        {
            yield return ($"fixed-{minutes}min", new FixedKeepAlive(minutes * 60));
        }

        // Knative's stable window and its grace before zero.
        yield return ("kpa", new FixedKeepAlive(60 + 30));
        yield return ("hybrid-histogram", new HybridHistogram());
    }

    private static ColdStartTally Tally(LoraTrace trace)
    {
        var (first, last) = (trace.Requests[0].Time, trace.Requests[^1].Time);
        return new ColdStartTally(last - LateShare * (last - first), trace.LoadSeconds);
    }

    private static JsonObject Line(string name, ColdStartTally tally)
    {
        var (p50, p99) = (tally.Wait(0.50), tally.Wait(0.99));
        Console.WriteLine(
            $"{name,-24}{tally.ColdPercent,8:0.00}{tally.WastedHours,9:0}{tally.Loads,8}{p50,10:0.0}{p99,10:0.0}{tally.LateColdPercent,8:0.00}{tally.LateWastedHours,9:0}");
        return new JsonObject
        {
            ["cold_pct"] = Math.Round(tally.ColdPercent, 2),
            ["wasted_gpu_h"] = Math.Round(tally.WastedHours, 1),
            ["loads"] = tally.Loads,
            ["p50_wait_s"] = Math.Round(p50, 2),
            ["p99_wait_s"] = Math.Round(p99, 2),
        };
    }
}
