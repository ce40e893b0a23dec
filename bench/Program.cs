using System.CommandLine;
using Headroom.Bench;
using Headroom.Bench.Activating;
using Headroom.Bench.ApiServer;
using Headroom.Bench.ColdStarts;
using Headroom.Bench.Failover;
using Headroom.Bench.Fleet;
using Headroom.Bench.Forecasts.Fisher;
using Headroom.Bench.Forecasts.Speed;
using Headroom.Bench.Forecasts.Suite;
using Headroom.Bench.Placement;
using Headroom.Bench.Power;
using Headroom.Bench.Reconciling;
using Headroom.Bench.Replays;
using Headroom.Bench.Scheduling;
using Headroom.Bench.Soaking;
using Headroom.Bench.Telemetry;
using Headroom.Bench.Watching;

if (args is [ReplicaProgram.Command, .. var rest])
{
    return await ReplicaProgram.RunAsync(rest);
}

if (args is [EchoBackend.Command])
{
    return await EchoBackend.RunAsync();
}

if (args is [ExtenderServer.Command, .. var shape])
{
    return await ExtenderServer.RunAsync(shape);
}

IBenchmark[] benchmarks =
[
    new ReconcileBenchmark(), new ApiServerBenchmark(), new WatchBenchmark(), new SoakBenchmark(),
    new HarmonyFisherBenchmark(), new HarmonyMemberBenchmark(), new ForecastSuiteBenchmark(), new ForecastSpeedBenchmark(),
    new ScalingBenchmark(), new TelemetryBenchmark(), new PolcaBenchmark(), new PowerPlanBenchmark(), new PowerFaultsBenchmark(),
    new ColdStartBenchmark(), new FunctionsBenchmark(), new FgdBenchmark(), new FgdChurnBenchmark(), new MelangeBenchmark(), new FleetDynamicBenchmark(), new ExtenderBenchmark(), new ActivatorBenchmark(), new FailoverBenchmark(),
];
var name = new Argument<string?>("name") { Arity = ArgumentArity.ZeroOrOne, Description = "Which benchmark; --list names them." };
var data = new Option<string?>("--data") { Description = "Folder with the data sets; ../shared/data where it stands otherwise." };
var seed = new Option<int>("--seed") { Description = "Seed of everything random.", DefaultValueFactory = _ => 1 };
var quick = new Option<bool>("--quick") { Description = "A short run on generated data." };
var rehearse = new Option<bool>("--rehearse") { Description = "forecast-suite: without the newest fifth of every series, by which nothing may be chosen; scaling: within the first training days; fgd, fgd-churn: fewer seeds." };
var weeks = new Option<double>("--weeks") { Description = "polca: length of the runs that confirm.", DefaultValueFactory = _ => 6 };
var nodes = new Option<int?>("--nodes") { Description = "telemetry: agents, for a machine that cannot carry 5,000 and their load." };
var only = new Option<string?>("--only") { Description = "polca: policies that are run, such as Predictive,PredictiveGate; all otherwise." };
var list = new Option<bool>("--list") { Description = "Name the benchmarks." };
var root = new Option<string>("--root") { Hidden = true, DefaultValueFactory = _ => Directory.GetCurrentDirectory() };
var networks = new Option<bool>("--networks") { Description = "forecast-suite: with HARMONY among the members, as spec.forecast.members: Harmony has it; takes many times as long." };
var command = new RootCommand("Headroom's benchmarks. The last line is RESULT {json}.") { name, data, seed, quick, rehearse, networks, weeks, nodes, only, list, root };
command.SetAction(async (parsed, ct) =>
{
    if (parsed.GetValue(list) || parsed.GetValue(name) is not { } chosen)
    {
        foreach (var benchmark in benchmarks)
        {
            Console.WriteLine($"{benchmark.Name,-16} {benchmark.Description}");
        }

        return parsed.GetValue(list) ? 0 : 1;
    }

    if (benchmarks.FirstOrDefault(b => b.Name == chosen) is not { } found)
    {
        await Console.Error.WriteLineAsync($"bench: '{chosen}' is not a benchmark: {string.Join(", ", benchmarks.Select(b => b.Name))} are");
        return 1;
    }

    try
    {
        var options = new BenchOptions(
            parsed.GetValue(root)!, parsed.GetValue(data), parsed.GetValue(seed), parsed.GetValue(quick), parsed.GetValue(rehearse), parsed.GetValue(weeks), parsed.GetValue(networks),
            parsed.GetValue(nodes), parsed.GetValue(only));
        var result = await found.RunAsync(options, ct);
        Console.WriteLine($"RESULT {result.ToJsonString()}");
        return 0;
    }
    catch (BenchException error)
    {
        await Console.Error.WriteLineAsync($"bench: {error.Message}");
        return 1;
    }
});
// Time to end the programs that were started, in order.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
