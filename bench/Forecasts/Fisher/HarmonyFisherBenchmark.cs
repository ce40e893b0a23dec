using System.Text.Json.Nodes;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>
/// One step ahead on the Fisher containers by HARMONY's protocol, against its published scores: the pool with fixed
/// weights, with weights that learn online, and with cheap members that are refitted daily.
/// </summary>
internal sealed class HarmonyFisherBenchmark : IBenchmark
{
    public string Name => "harmony-fisher";

    public string Description => "the pool on Fisher against HARMONY's published scores (CRPS ratio ≤ .62 static, .61 gated, .60 online)";

    public Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var watch = new BenchClock();
        var containers = FisherSource.Load(options);
        var published = FisherSource.Published(options, containers);
        var sizes = options.IsQuick ? FisherSizes.Quick : FisherSizes.Full;
        var members = new FisherMembers(containers, sizes, options.Seed);
        watch.Say($"{containers.Count} containers, {containers[0].Indicators.Count} indicators");
        members.FitCheap();
        watch.Say("forests, ridges and naive members are fitted");
        members.FitNetworks();
        watch.Say("mixture networks are fitted");
        members.FitHarmony();
        var fitSeconds = watch.Seconds;
        watch.Say("HARMONY is fitted; weighing");
        var scores = new FisherScores(containers, members);
        watch.Say("static and gated pools are scored; refitting daily");
        var daily = scores.ScoreDaily(members.RefitDaily());
        watch.Say("done");
        FisherReport.Print(containers, scores, daily);
        return Task.FromResult(FisherReport.Result(Name, options, containers, published, scores, daily, fitSeconds));
    }
}
