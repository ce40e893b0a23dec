using System.Text.Json.Nodes;
using Headroom.Power.Domains;
using Headroom.Power.Models;
using Headroom.Power.Planning;
using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Bench.Power;

/// <summary>40,000 GPUs under a site, its halls and their rows: one pass from readings to clocks that change.</summary>
internal sealed class PowerPlanBenchmark : IBenchmark
{
    private const int Halls = 5;
    private const int RowsPerHall = 25;
    private const int ServersPerRow = 40;
    private const int GpusPerServer = 8;
    private const int Gpus = Halls * RowsPerHall * ServersPerRow * GpusPerServer;
    private static readonly Watts RowBudget = Watts.FromWatts(232_000);

    public string Name => "power-plan";

    public string Description => "replanning 40,000 GPUs in a three-level tree (p99 ≤ 50 ms)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var tree = DomainTree.Build([.. Domains()]) is { Tree: { } built }
            ? built
            : throw new BenchException("the generated tree is refused");
        var policies = tree.Domains.Select(d => d.Name.Contains("row", StringComparison.Ordinal) ? Policy() : null).ToArray();
        var rows = policies.Count(static p => p is not null);
        var layout = new FleetLayout(
            tree, policies, [.. Enumerable.Range(0, rows * ServersPerRow).Select(s => s / ServersPerRow * 2 + (s % ServersPerRow < ServersPerRow / 2 ? 0 : 1))],
            GpusPerServer);
        var planner = new TreePlanner(layout, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5));
        var reading = new FleetReading(Gpus, rows * 2, tree.Domains.Count);
        reading.Clocks.AsSpan().Fill(GpuCatalog.A100.MaxClock);
        var random = new Random(options.Seed);
        var passes = options.IsQuick ? 300 : 3000;
        var millis = new double[passes];
        long changed = 0;
        for (var pass = 0; pass < passes; pass++)
        {
            var at = pass * 2000L;
            Fill(reading, random, at, pass);
            var start = TimeProvider.System.GetTimestamp();
            var changes = planner.Replan(reading, at);
            millis[pass] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
            changed += changes.Length;
            foreach (var change in changes)
            {
                reading.Clocks[change.Gpu] = change.Clock;
            }
        }

        var steady = millis[(passes / 10)..];
        Array.Sort(steady);
        var result = new JsonObject
        {
            ["benchmark"] = Name, ["quick"] = options.IsQuick, ["gpus"] = Gpus, ["domains"] = tree.Domains.Count, ["passes"] = steady.Length,
            ["plan_p50_ms"] = Math.Round(steady[steady.Length / 2], 3), ["plan_p99_ms"] = Math.Round(steady[steady.Length * 99 / 100], 3),
            ["plan_max_ms"] = Math.Round(steady[^1], 3), ["clock_changes_per_pass"] = changed / passes,
        };
        return Task.FromResult(result);
    }

    private static IEnumerable<DomainNode> Domains()
    {
        // Each level is sold a little more than the one above it can give.
        yield return new DomainNode("site", null, Watts.FromWatts(RowBudget.ToWatts() * Halls * RowsPerHall * .93), Watts.Zero, []);
        for (var hall = 0; hall < Halls; hall++)
        {
            yield return new DomainNode($"hall-{hall}", "site", Watts.FromWatts(RowBudget.ToWatts() * RowsPerHall * .97), Watts.Zero, []);
            for (var row = 0; row < RowsPerHall; row++)
            {
                yield return new DomainNode($"row-{hall}-{row:00}", $"hall-{hall}", RowBudget, ServerModel.DgxA100.Idle.Times(ServersPerRow), []);
            }
        }
    }

    private static PredictiveGate Policy() => new(
        [
            new PowerGroup("low", 0, new CapTable(ServerModel.DgxA100, PhaseDraw.Bloom, new Megahertz(810), .15), IsGated: true),
            new PowerGroup("high", 1, new CapTable(ServerModel.DgxA100, PhaseDraw.Bloom, new Megahertz(1305), .15), IsGated: false),
        ],
        new PredictiveSettings(TelemetrySeconds: 2, CommandSeconds: 2));

    private static void Fill(FleetReading reading, Random random, long at, int pass)
    {
        reading.SeenAt.AsSpan().Fill(at);
        for (var domain = 0; domain < reading.Draws.Length; domain++)
        {
            reading.Draws[domain] = domain < 1 + Halls ? Watts.Zero : Watts.FromWatts(RowBudget.ToWatts() * (.86 + .06 * Math.Sin(pass / 50.0) + .02 * random.NextDouble()));
        }

        for (var group = 0; group < reading.Prefilling.Length; group++)
        {
            reading.Prefilling[group] = reading.Offered[group] = 4 + 2 * random.NextDouble();
        }
    }
}
