using System.Text.Json.Nodes;
using Headroom.Forecasting.Members;

namespace Headroom.Bench.Forecasts.Suite;

/// <summary>Every member and the pool on every load and cloud-metrics series, 1, 6 and 36 steps ahead, against seasonal-naive.</summary>
internal sealed class ForecastSuiteBenchmark : IBenchmark
{
    private static readonly string[] Folders = ["load", "cloud-metrics"];

    public string Name => "forecast-suite";

    public string Description => "every member and the pool on load and cloud-metrics, relative to seasonal-naive (WQL ≤ .55)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var clock = new BenchClock();
        var sets = options.IsQuick
            ? [GeneratedSet.Create(options.Seed)]
            : Folders.SelectMany(f => DataFolder.Files(options, f, "*.csv")).Select(SuiteReader.Read).Select(s => options.IsRehearsal ? s.BeforeTest() : s).ToList();
        int[] horizons = options.IsQuick ? [1, 6] : [1, 6, 36];
        var runs = sets.SelectMany(s => horizons.Select(h => (Set: s, Horizon: h, Run: new SuiteRun(s, h, options.IsQuick ? 40 : options.IsRehearsal ? 360 : 120, options.Seed, options.HasNetworks ? MemberSet.Harmony : MemberSet.Full)))).ToList();
        clock.Say($"{sets.Count} series, horizons {string.Join(", ", horizons)}");
        var done = 0;
        Parallel.ForEach(runs, run =>
        {
            run.Run.Run();
            clock.Say($"{Interlocked.Increment(ref done)}/{runs.Count} {run.Set.Name}, {run.Horizon} steps");
        });
        var rows = runs.Where(r => r.Run.Tallies[r.Run.Reference].IsDefined).Select(r => new SuiteRow(r.Set, r.Horizon, r.Run)).ToList();
        foreach (var left in runs.Where(r => !r.Run.Tallies[r.Run.Reference].IsDefined))
        {
            Console.WriteLine($"left out, nothing but zeros in the test: {left.Set.Name}, {left.Horizon} steps");
        }

        SuiteReport.Print(rows);
        return Task.FromResult(SuiteReport.Result(Name, options, sets.Count, rows));
    }
}
