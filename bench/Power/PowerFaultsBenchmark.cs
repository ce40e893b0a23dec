using System.Text.Json.Nodes;
using Headroom.Bench.Forecasts;
using Headroom.Simulation.Power;

namespace Headroom.Bench.Power;

/// <summary>Faults of telemetry, controller and agents on a row with 35% more servers under PredictiveGate.</summary>
internal sealed class PowerFaultsBenchmark : IBenchmark
{
    private const int Servers = RowSetting.BaseServers * 27 / 20;
    private const double ForEver = 1e9;

    public string Name => "power-faults";

    public string Description => "seconds above budget beyond the brake's own under faults at +35% (0)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var clock = new BenchClock();
        var lab = RowLab.Create(options, clock.Say);
        // From the busy hours of the third day on: the forecast has learned, and the row is near its limit.
        var (start, hours, seeds) = options.IsQuick ? (13 * 3600.0, 2, 1) : (61 * 3600.0, 4, 10);
        (string Name, RowFault? Fault)[] faults =
        [
            ("none", null),
            ("lost_telemetry_1pct", new RowFault(RowFaultKind.LostTelemetry, start, 3600 * hours, 1)),
            ("lost_telemetry_10pct", new RowFault(RowFaultKind.LostTelemetry, start, 3600 * hours, 5)),
            ("silence_10s", new RowFault(RowFaultKind.SilentController, start, 10, 0)),
            ("silence_20s", new RowFault(RowFaultKind.SilentController, start, 20, 0)),
            ("silence_for_ever", new RowFault(RowFaultKind.SilentController, start, ForEver, 0)),
            ("stuck_meter", new RowFault(RowFaultKind.StuckMeter, start, 600, 0)),
            ("dead_agents_2", new RowFault(RowFaultKind.DeadAgents, start, ForEver, 2)),
            ("ignoring_agents_2", new RowFault(RowFaultKind.IgnoringAgents, 0, ForEver, 2)),
            ("prefill_burst", new RowFault(RowFaultKind.PrefillBurst, start, 60, 0)),
        ];
        var length = TimeSpan.FromSeconds(start + 3600 * hours);
        var json = new JsonObject();
        var violations = 0.0;
        foreach (var (name, fault) in faults)
        {
            var runs = new RowOutcome[seeds];
            Parallel.For(0, seeds, new ParallelOptions { CancellationToken = ct }, i =>
            {
                var setting = RowSetting.InBand;
                var policy = RowPolicies.Create("PredictiveGate", RowPhysics.Bloom, setting);
                runs[i] = new RowReplay(setting, RowPhysics.Bloom, lab.Row.Shape, lab.Sizes, policy, Servers, 1000 * options.Seed + i, fault: fault).Run(length);
            });
            var (seconds, brakes) = (runs.Sum(r => r.Violations), runs.Sum(r => r.Brakes));
            violations += seconds;
            json[name] = new JsonObject
            {
                ["violations"] = Math.Round(seconds, 1), ["brakes"] = brakes, ["seconds_over_budget"] = runs.Sum(r => r.SecondsOverBudget),
                ["peak"] = Math.Round(runs.Max(r => r.PeakWatts) / RowSetting.InBand.Budget.ToWatts(), 4),
            };
            clock.Say($"{name,-22} {seconds:0.0} s above budget beyond the brake's, {brakes} brakes, peak {runs.Max(r => r.PeakWatts) / RowSetting.InBand.Budget.ToWatts():0.000}");
        }

        return Task.FromResult(new JsonObject
        {
            ["benchmark"] = Name, ["quick"] = options.IsQuick, ["added_servers_pct"] = 35, ["seeds"] = seeds, ["violations"] = Math.Round(violations, 1),
            ["faults"] = json, ["seconds"] = Math.Round(clock.Seconds, 1),
        });
    }
}
