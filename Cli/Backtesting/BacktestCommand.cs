using System.CommandLine;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Backtesting;

/// <summary><c>headroom backtest</c>: what policies would have done on one's own history.</summary>
internal static class BacktestCommand
{
    public static Command Create()
    {
        var defaults = new BacktestOptions();
        var trace = Text("--trace", "CSV of time and value, or of one row per request.");
        var column = Text("--column", "Value column of the trace; the first numeric one otherwise.");
        var prometheus = Text("--prometheus", "Address of a Prometheus server.");
        var query = Text("--query", "PromQL that returns one series.");
        var token = Text("--token-file", "File with a bearer token for Prometheus.");
        var range = Text("--range", $"How much of Prometheus' past. [default: {defaults.Range}]");
        var step = Text("--step", $"Spacing for Prometheus, and for counting single requests of a trace. [default: {defaults.Step}]");
        var policies = Text("--policies", $"Which to compare. [default: {defaults.Policies}]");
        var level = Text("--service-level", $"Share of steps in which load must not pass capacity. [default: {defaults.ServiceLevel}]");
        var cost = Text("--replica-cost", $"Dollars per replica and hour. [default: {defaults.ReplicaCost}]");
        var capacity = Text("--capacity", "Load that one replica carries; otherwise from --mean-replicas.");
        var mean = Text("--mean-replicas", $"Replicas that the mean load needs. [default: {defaults.MeanReplicas}]");
        var lead = Text("--lead", $"Time from a decision to its effect. [default: {defaults.Lead}]");
        var learn = Text("--learn", "History to learn from before decisions count. [default: half, at most 12d]");
        var min = Text("--min", $"Fewest replicas. [default: {defaults.Min}]");
        var max = Text("--max", "Most replicas. [default: four times what the peak needs]");
        var html = Text("--html", "Write a report with charts to this file.");
        var json = new Option<bool>("--json") { Description = "Print JSON instead of the table." };
        var command = new Command("backtest", "Replays a history under several scaling policies and compares violations, replica-hours and dollars.")
        {
            trace, column, prometheus, query, token, range, step, policies, level, cost, capacity, mean, lead, learn, min, max, html, json,
        };
        command.SetAction((result, ct) => GuardedRun.RunAsync(
            end => new BacktestRun(Options(result), Console.Out, Console.Error, !Console.IsErrorRedirected, TimeProvider.System).RunAsync(end), ct));
        return command;

        BacktestOptions Options(ParseResult result) => new()
        {
            Trace = result.GetValue(trace),
            Column = result.GetValue(column),
            Prometheus = result.GetValue(prometheus),
            Query = result.GetValue(query),
            TokenFile = result.GetValue(token),
            Range = result.GetValue(range) ?? defaults.Range,
            Step = result.GetValue(step) ?? defaults.Step,
            Policies = result.GetValue(policies) ?? defaults.Policies,
            ServiceLevel = result.GetValue(level) ?? defaults.ServiceLevel,
            ReplicaCost = result.GetValue(cost) ?? defaults.ReplicaCost,
            Capacity = result.GetValue(capacity),
            MeanReplicas = result.GetValue(mean) ?? defaults.MeanReplicas,
            Lead = result.GetValue(lead) ?? defaults.Lead,
            Learn = result.GetValue(learn),
            Min = result.GetValue(min) ?? defaults.Min,
            Max = result.GetValue(max),
            Html = result.GetValue(html),
            IsJson = result.GetValue(json),
        };
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };
}
