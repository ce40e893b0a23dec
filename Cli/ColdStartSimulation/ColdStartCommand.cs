using System.CommandLine;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.ColdStartSimulation;

/// <summary><c>headroom simulate coldstart</c>: how many requests would wait for a load, for how many pod-hours.</summary>
internal static class ColdStartCommand
{
    public static Command Create()
    {
        var defaults = new ColdStartSimulationOptions();
        var trace = Text("--trace", "CSV with a row for each request: time, service, duration in seconds.");
        var keepAlives = Text("--keep-alive", $"Fixed keep-alives; each is also a budget of idle time for Headroom. [default: {defaults.KeepAlives}]");
        var policies = Text("--policies", $"Which to compare. [default: {defaults.Policies}]");
        var startUp = Text("--start-up", $"Time that half of the loads take. [default: {defaults.StartUp}]");
        var p99 = Text("--start-up-p99", $"Time that one load of a hundred exceeds. [default: {defaults.StartUpP99}]");
        var waitCost = Text("--wait-cost", "A second that a request waits, in idle seconds of a pod: adds a row that is steered by this price alone.");
        var slots = Text("--slots", "Also: only so many services can be loaded at once, such as 8,16; who makes room?");
        var seed = Text("--seed", $"Of the loads. [default: {defaults.Seed}]");
        var html = Text("--html", "Write a report with charts to this file.");
        var output = new Option<string?>("--output", "-o") { Description = $"table or json. [default: {defaults.Output}]" };
        var command = new Command("coldstart", "Replays requests under keep-alive policies: how many wait for a load, for how many pod-hours.")
        {
            trace, keepAlives, policies, startUp, p99, waitCost, slots, seed, html, output,
        };
        command.SetAction((result, ct) => GuardedRun.RunAsync(
            end => new ColdStartSimulationRun(Options(result), Console.Out, Console.Error, !Console.IsErrorRedirected, TimeProvider.System).RunAsync(end), ct));
        return command;

        ColdStartSimulationOptions Options(ParseResult result) => new()
        {
            Trace = result.GetValue(trace),
            KeepAlives = result.GetValue(keepAlives) ?? defaults.KeepAlives,
            Policies = result.GetValue(policies) ?? defaults.Policies,
            StartUp = result.GetValue(startUp) ?? defaults.StartUp,
            StartUpP99 = result.GetValue(p99) ?? defaults.StartUpP99,
            WaitCost = result.GetValue(waitCost),
            Slots = result.GetValue(slots),
            Seed = result.GetValue(seed) ?? defaults.Seed,
            Html = result.GetValue(html),
            Output = result.GetValue(output) ?? defaults.Output,
        };
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };
}
