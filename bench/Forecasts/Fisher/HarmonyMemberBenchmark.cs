using System.Text.Json.Nodes;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>The HARMONY member alone on the Fisher containers, against HARMONY's published scores.</summary>
internal sealed class HarmonyMemberBenchmark : IBenchmark
{
    public string Name => "harmony-member";

    public string Description => "the HARMONY member alone on Fisher (≤ .97 of the published MSE, ≤ .66 of its CRPS)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var watch = new BenchClock();
        var containers = FisherSource.Load(options);
        var published = FisherSource.Published(options, containers);
        var members = new FisherMembers(containers, options.IsQuick ? FisherSizes.Quick : FisherSizes.Full, options.Seed);
        watch.Say($"{containers.Count} containers, {containers[0].Indicators.Count} indicators; training");
        members.FitHarmony();
        var fitSeconds = watch.Seconds;
        watch.Say("trained");
        var tallies = containers.Select(c => new ScoreTally[c.Tables.Count]).ToArray();
        var alone = FisherMembers.Names.Select(n => n == "Harmony" ? 1.0 : 0.0).ToArray();
        members.ForEachIndicator((i, k) =>
        {
            var scorer = new ChannelScorer(containers[i].Tables[k], members.Tables[i][k]);
            tallies[i][k] = scorer.Score(alone, containers[i].TestStart, containers[i].TestStart + containers[i].TestRows);
        });
        Console.WriteLine($"{"indicator",-46}{"MSE",10}{"CRPS",10}");
        for (var k = 0; k < containers[0].Indicators.Count; k++)
        {
            Console.WriteLine($"{containers[0].Indicators[k],-46}{tallies.Average(c => c[k].Mse),10:0.00000}{tallies.Average(c => c[k].Crps),10:0.00000}");
        }

        var result = new JsonObject { ["benchmark"] = Name, ["quick"] = options.IsQuick, ["seed"] = options.Seed, ["containers"] = containers.Count };
        FisherReport.Put(result, "", tallies, published);
        result["harmony_mse"] = published?.Mse;
        result["harmony_crps"] = published?.Crps;
        result["fit_seconds"] = Math.Round(fitSeconds, 1);
        return Task.FromResult(result);
    }
}
