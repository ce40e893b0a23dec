using System.Diagnostics;
using System.Text.Json.Nodes;
using Headroom.Simulation.ColdStarts;
using Headroom.Simulation.Workloads;

namespace Headroom.Bench.ColdStarts;

/// <summary>Functions with timers and workflows: cold starts and pod-seconds against a keep-alive of 60 s.</summary>
internal sealed class FunctionsBenchmark : IBenchmark
{
    private const double Days = 7;

    // The published log-normal of cold starts in all regions: μ .296, σ 1.326.
    private static readonly TimeSpan StartUpMedian = TimeSpan.FromSeconds(Math.Exp(0.296));
    private static readonly TimeSpan StartUpP99 = TimeSpan.FromSeconds(Math.Exp(0.296 + 1.326 * 2.3263));
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(60);

    public string Name => "functions";

    public string Description => "cold starts of functions against a keep-alive of 60 s (≥ 45% fewer at ≤ 1.0× its pod-seconds)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var (source, requests) = Requests(options);
        Console.WriteLine($"{source}: {requests.Count} requests, {requests.Max(static r => r.Service) + 1} functions");
        var settings = new ColdStartSettings([KeepAlive], ColdStartStudy.Names, StartUpMedian, StartUpP99, WaitCost: null, options.Seed);
        var rows = ColdStartStudy.Run(requests, settings, static _ => { }, ct);
        var fixed60 = rows[0].Tally;
        var policies = new JsonObject();
        Console.WriteLine($"{"policy",-18}{"cold starts",12}{"ratio",8}{"pod-seconds",14}{"ratio",8}{"loads",10}{"p99 wait",10}");
        foreach (var row in rows)
        {
            var tally = row.Tally;
            var (cold, pods) = ((double)tally.ColdStarts / fixed60.ColdStarts, tally.PodSeconds / fixed60.PodSeconds);
            Console.WriteLine($"{row.Policy,-18}{tally.ColdStarts,12}{cold,8:0.000}{tally.PodSeconds,14:0}{pods,8:0.000}{tally.Loads,10}{tally.Wait(0.99),10:0.0}");
            policies[row.Policy] = new JsonObject
            {
                ["cold_starts"] = tally.ColdStarts,
                ["pod_seconds"] = Math.Round(tally.PodSeconds),
                ["cold_ratio"] = Math.Round(cold, 4),
                ["pod_seconds_ratio"] = Math.Round(pods, 4),
                ["loads"] = tally.Loads,
                ["p99_wait_s"] = Math.Round(tally.Wait(0.99), 2),
            };
        }

        var ours = policies[rows[^1].Policy]!; // just added
        return Task.FromResult(new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["source"] = source,
            ["requests"] = requests.Count,
            ["policies"] = policies,
            ["ours_cold_ratio"] = (double)ours["cold_ratio"]!,
            ["ours_pod_seconds_ratio"] = (double)ours["pod_seconds_ratio"]!,
            ["seconds"] = Math.Round(watch.Elapsed.TotalSeconds, 1),
        });
    }

    private static (string Source, IReadOnlyList<TracedRequest> Requests) Requests(BenchOptions options)
    {
        if (FunctionTrace.TryRead(options) is { } read)
        {
            return read;
        }

        var population = options.IsQuick
            ? FunctionPopulation.Draw(FunctionPopulation.PublishedFunctions / 10, 2, options.Seed)
            : FunctionPopulation.Draw(FunctionPopulation.PublishedFunctions, Days, options.Seed);
        foreach (var kind in Enum.GetValues<FunctionKind>())
        {
            Console.WriteLine($"{kind}: {population.Kinds.Count(k => k == kind)} functions, {population.Requests.Count(r => population.Kinds[r.Service] == kind)} requests");
        }

        return ("population", population.Requests);
    }
}
