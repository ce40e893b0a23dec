using System.Text.Json.Nodes;
using Headroom.Bench.Forecasts;
using Headroom.Simulation.Power;

namespace Headroom.Bench.Power;

/// <summary>How many servers fit on a feed under each policy, and what that costs in latency.</summary>
internal sealed class PolcaBenchmark : IBenchmark
{
    private const int At30 = RowSetting.BaseServers * 13 / 10;

    /// <summary>Seeds below a thousand were used to choose the constants.</summary>
    private const int SeedsPerRun = 1000;

    private static readonly string[] OursFirst = [.. RowPolicies.InBandNames, "EngineGate", .. RowPolicies.Names.Except(RowPolicies.InBandNames)];

    public string Name => "polca";

    public string Description => "servers added to a row by power policy (Polca +30% without a brake, PredictiveGate ≥ +35% within the SLOs)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        string[] chosen = [.. (options.Only ?? string.Join(',', OursFirst)).Split(',')];
        if (chosen.Except(OursFirst).FirstOrDefault() is { } unknown)
        {
            throw new BenchException($"--only: '{unknown}' is no policy: {string.Join(", ", OursFirst)} are");
        }

        var clock = new BenchClock();
        var lab = RowLab.Create(options, clock.Say);
        var bound = Math.Floor((1 / lab.Row.Peak - 1) * 1000) / 10;
        clock.Say($"bound without control: 1/{lab.Row.Peak:0.000} = +{bound:0.0}%: so much fits under the highest peak that was seen");
        int[] seeds = [.. Enumerable.Range(SeedsPerRun * options.Seed, options.IsQuick ? 1 : 10)];
        var (full, quick) = options.IsQuick ? (TimeSpan.FromHours(12), TimeSpan.FromHours(2)) : (TimeSpan.FromDays(7 * options.Weeks), TimeSpan.FromDays(7));
        var search = new AddedServersSearch(lab.Study, seeds[..Math.Min(3, seeds.Length)], quick, seeds, full);
        JsonObject Table(string title, RowSetting setting, IReadOnlyList<string> names)
        {
            Console.WriteLine($"{title}: at +30% brakes, high P50/P99 %, low P50/P99 %, capped %, throughput %, peak, commands/day; then the most that can be added");
            var table = new JsonObject();
            foreach (var name in names.Intersect(chosen))
            {
                ct.ThrowIfCancellationRequested();
                var row = name == "EngineGate" ? RowSetting.EngineGate : setting;
                Dictionary<int, RowScore> known = [];
                var at30 = known[At30] = lab.Study.Score(name, row, At30, seeds, full);
                clock.Say($"{PowerJson.Line(name, at30)}");
                var most = search.Find(name, row, known);
                table[name] = PowerJson.Of(at30, 100.0 * (most - RowSetting.BaseServers) / RowSetting.BaseServers, known.GetValueOrDefault(most));
                clock.Say($"{name,-15} {PowerJson.Most(most, known.GetValueOrDefault(most))}");
            }

            return table;
        }

        var result = new JsonObject
        {
            ["benchmark"] = Name, ["quick"] = options.IsQuick, ["seeds"] = seeds.Length, ["weeks"] = full.TotalDays / 7,
            ["no_control_bound_pct"] = bound, ["calibrated_peak"] = Math.Round(lab.Row.Peak, 4), ["calibrated_rise"] = Math.Round(lab.Row.Rise, 4),
            ["policies"] = Table("caps out of band, 40 s", RowSetting.OutOfBand, options.IsQuick ? RowPolicies.Names : OursFirst),
            ["in_band"] = Table("caps in band, 2 s", RowSetting.InBand, RowPolicies.InBandNames),
        };
        result["seconds"] = Math.Round(clock.Seconds, 1);
        return Task.FromResult(result);
    }
}
