using System.Text.Json.Nodes;
using Headroom.Bench.Forecasts;
using Headroom.Bench.Forecasts.Suite;
using Headroom.Simulation.Scaling;

namespace Headroom.Bench.Replays;

/// <summary>BACC's simulator: every policy on every series and target, and Headroom's replicas at equal violations.</summary>
internal sealed class ScalingBenchmark : IBenchmark
{
    private const double Replicas = 75;
    private static readonly double[] Robustness = [25, 300];
    private static readonly string[] Folders = ["load", "cloud-metrics"];

    public string Name => "scaling";

    public string Description => "policies in BACC's simulator: compliance gap, replicas at equal violation (≤ .20 pp, ≤ .92 of BACC)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var clock = new BenchClock();
        var sets = options.IsQuick
            ? [GeneratedLoad.Create(options.Seed)]
            : Folders.SelectMany(f => DataFolder.Files(options, f, "*.csv")).Select(SuiteReader.Read).ToList();
        var cut = sets.Select(s => (Set: s, Cut: WindowCutter.Cut(s, options.IsRehearsal))).ToList();
        foreach (var (set, (windows, skipped)) in cut)
        {
            clock.Say($"{set.Name}: step {set.Step.TotalMinutes:0} min, {windows.Count} windows{(skipped > 0 ? $", {skipped} skipped for an outage" : "")}{(windows.Count == 0 ? ": left out" : "")}");
        }

        var work = cut.Where(static c => c.Cut.Windows.Count > 0).ToList();
        if (work.Count == 0)
        {
            throw new BenchException("no series is long enough for a window: nine days are needed");
        }

        var tracks = work.ToDictionary(static w => w.Set, static w => new ForecastTrack[w.Cut.Windows.Count]);
        var jobs = work.SelectMany(w => w.Cut.Windows.Select((window, i) => (w.Set, Window: window, Index: i))).OrderByDescending(j => j.Window.Loads.Length).ToList();
        var done = 0;
        Parallel.ForEach(jobs, new ParallelOptions { CancellationToken = ct }, job =>
        {
            tracks[job.Set][job.Index] = ForecastTrack.Of(job.Window.Loads, job.Window.Day, job.Window.Lead, options.Seed);
            if (Interlocked.Increment(ref done) is var n && (n % 10 == 0 || n == jobs.Count))
            {
                clock.Say($"forecasts {n}/{jobs.Count}");
            }
        });
        var seconds = clock.Seconds;
        List<TraceReplay> Replay(double replicas) =>
            [.. work.AsParallel().AsOrdered().Select(w => new TraceReplay(w.Set, w.Cut.Windows, tracks[w.Set], replicas))];
        var main = Replay(Replicas);
        clock.Say("replayed at 75 replicas");
        var result = ScalingReport.Of(Name, options, main);
        if (!options.IsQuick)
        {
            result["robustness"] = new JsonArray([.. Robustness.Select(r => (JsonNode)ScalingReport.Robustness(r, Replay(r)))]);
        }

        result["seconds"] = Math.Round(clock.Seconds, 1);
        result["forecast_us_per_step"] = Math.Round(1e6 * seconds * Environment.ProcessorCount / jobs.Sum(j => (double)j.Window.Loads.Length), 1);
        return Task.FromResult(result);
    }
}
