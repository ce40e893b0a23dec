using System.CommandLine;
using Headroom.Cli.ColdStartSimulation;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.PowerSimulation;

/// <summary><c>headroom simulate</c>: power, how many servers fit a feed; coldstart, how many requests wait for a load.</summary>
internal static class SimulateCommand
{
    public static Command Create() => new("simulate", "What policies would do with one's own history.") { CreatePower(), ColdStartCommand.Create() };

    private static Command CreatePower()
    {
        var defaults = new PowerSimulationOptions();
        var trace = Text("--trace", "CSV of time and one column of watts for each server, or of time, server and watts.");
        var prometheus = Text("--prometheus", "Address of a Prometheus server.");
        var query = Text("--query", "PromQL that returns watts, one series for each server.");
        var token = Text("--token-file", "File with a bearer token for Prometheus.");
        var range = Text("--range", $"How much of Prometheus' past. [default: {defaults.Range}]");
        var step = Text("--step", $"Spacing for Prometheus. [default: {defaults.Step}]");
        var budget = Text("--budget", "Watts of the feed, such as 232k. [default: servers × name plate]");
        var nameplate = Text("--nameplate", "Watts of one server at its most. [default: the most that any drew]");
        var idle = Text("--idle", "Watts of one server with nothing to do. [default: 27% of the name plate, as of a DGX A100]");
        var gpu = Text("--gpu", $"Whose clock curve: A100 or H100. [default: {defaults.Gpu}]");
        var policies = Text("--policies", $"Which to compare. [default: {defaults.Policies}]");
        var risk = Text("--risk", $"Accepted per decision by forecasting policies. [default: {defaults.Risk}]");
        var low = Text("--low-priority", $"Share of the servers that is slowed down first. [default: {defaults.LowPriority}]");
        var cap = Text("--cap-delay", $"From a decision until a cap is in force. [default: {defaults.CapDelay}]");
        var brake = Text("--brake-delay", $"From a decision until the brake is in force. [default: {defaults.BrakeDelay}]");
        var swing = Text("--swing", $"How long a row stays off samples that are too far apart to show it. [default: {defaults.Swing}]");
        var seed = Text("--seed", $"Of the servers that are added. [default: {defaults.Seed}]");
        var html = Text("--html", "Write a report with charts to this file.");
        var output = new Option<string?>("--output", "-o") { Description = $"table or json. [default: {defaults.Output}]" };
        var command = new Command("power", "Replays what servers drew under power policies: how many servers fit the feed, at which risk and which cost.")
        {
            trace, prometheus, query, token, range, step, budget, nameplate, idle, gpu, policies, risk, low, cap, brake, swing, seed, html, output,
        };
        command.SetAction((result, ct) => GuardedRun.RunAsync(
            end => new PowerSimulationRun(Options(result), Console.Out, Console.Error, !Console.IsErrorRedirected, TimeProvider.System).RunAsync(end), ct));
        return command;

        PowerSimulationOptions Options(ParseResult result) => new()
        {
            Trace = result.GetValue(trace),
            Prometheus = result.GetValue(prometheus),
            Query = result.GetValue(query),
            TokenFile = result.GetValue(token),
            Range = result.GetValue(range) ?? defaults.Range,
            Step = result.GetValue(step) ?? defaults.Step,
            Budget = result.GetValue(budget),
            Nameplate = result.GetValue(nameplate),
            Idle = result.GetValue(idle),
            Gpu = result.GetValue(gpu) ?? defaults.Gpu,
            Policies = result.GetValue(policies) ?? defaults.Policies,
            Risk = result.GetValue(risk) ?? defaults.Risk,
            LowPriority = result.GetValue(low) ?? defaults.LowPriority,
            CapDelay = result.GetValue(cap) ?? defaults.CapDelay,
            BrakeDelay = result.GetValue(brake) ?? defaults.BrakeDelay,
            Swing = result.GetValue(swing) ?? defaults.Swing,
            Seed = result.GetValue(seed) ?? defaults.Seed,
            Html = result.GetValue(html),
            Output = result.GetValue(output) ?? defaults.Output,
        };
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };
}
