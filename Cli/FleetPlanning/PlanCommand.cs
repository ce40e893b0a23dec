using System.CommandLine;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.FleetPlanning;

/// <summary><c>headroom plan</c>: the cheapest mix of GPU types for a rate, sizes and a service level.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var defaults = new PlanOptions();
        var rate = Text("--rate", "Requests per second.");
        var trace = Text("--trace", "CSV of time and rate instead; the fleet is planned for a quantile of it.");
        var column = Text("--column", "Value column of the trace; the first numeric one otherwise.");
        var per = Text("--per", $"What the trace's values count requests in. [default: {defaults.Per}]");
        var step = Text("--step", $"For a trace of single requests: how long they are counted together. [default: {defaults.Step}]");
        var quantile = Text("--quantile", $"Of the trace, that the fleet must carry. [default: {defaults.Quantile}]");
        var sizes = Text("--sizes", $"CSV of input and output tokens, with a weight or a row for each request; or arena, pubmed or mixed, which are made up. [default: {defaults.Sizes}]");
        var prometheus = Text("--prometheus", "Address of a Prometheus server that has histograms of both sizes, instead of --sizes.");
        var input = Text("--input-query", "PromQL of prompt tokens by le, for example sum by (le) (increase(vllm:request_prompt_tokens_bucket[1d])).");
        var output = Text("--output-query", "The same of answer tokens.");
        var token = Text("--token-file", "File with a bearer token for Prometheus.");
        var tokenTime = Text("--slo", $"Longest mean time per output token. [default: {defaults.TokenTime}]");
        var gpus = Text("--gpus", $"Types whose throughput is estimated. [default: {defaults.Gpus}]");
        var profiles = Many("--profile", "JSON of one GPU type's measured throughput by size, instead of estimates; may be repeated.");
        var prices = Many("--price", "Dollars per hour, such as H100=3.2; may be repeated.");
        var available = Many("--available", "Most GPUs of a type, such as L4=8; may be repeated.");
        var whatIf = Many("--what-if", "Also: price:H100=3.2, available:L4=0, slo=80ms or rate=20; may be repeated.");
        var margin = Text("--margin", $"Share of the load that is added for what was not foreseen. [default: {defaults.Margin}]");
        var rare = Text("--rare", $"Sizes with a smaller share of the requests are left out. [default: {defaults.Rare}]");
        var html = Text("--html", "Write a report with charts to this file.");
        var form = new Option<string?>("--output", "-o") { Description = $"table or json. [default: {defaults.Output}]" };
        var command = new Command("plan", "Finds the cheapest mix of GPU types for a load within its service level.")
        {
            rate, trace, column, per, step, quantile, sizes, prometheus, input, output, token, tokenTime, gpus, profiles, prices, available, whatIf, margin, rare, html, form,
        };
        command.SetAction((result, ct) => GuardedRun.RunAsync(end => new PlanRun(Options(result), Console.Out, Console.Error, TimeProvider.System).RunAsync(end), ct));
        return command;

        PlanOptions Options(ParseResult result) => new()
        {
            Rate = result.GetValue(rate),
            Trace = result.GetValue(trace),
            Column = result.GetValue(column),
            Per = result.GetValue(per) ?? defaults.Per,
            Step = result.GetValue(step) ?? defaults.Step,
            Quantile = result.GetValue(quantile) ?? defaults.Quantile,
            Sizes = result.GetValue(sizes) ?? defaults.Sizes,
            Prometheus = result.GetValue(prometheus),
            InputQuery = result.GetValue(input),
            OutputQuery = result.GetValue(output),
            TokenFile = result.GetValue(token),
            TokenTime = result.GetValue(tokenTime) ?? defaults.TokenTime,
            Gpus = result.GetValue(gpus) ?? defaults.Gpus,
            Profiles = result.GetValue(profiles) ?? [],
            Prices = result.GetValue(prices) ?? [],
            Available = result.GetValue(available) ?? [],
            WhatIf = result.GetValue(whatIf) ?? [],
            Margin = result.GetValue(margin) ?? defaults.Margin,
            Rare = result.GetValue(rare) ?? defaults.Rare,
            Html = result.GetValue(html),
            Output = result.GetValue(form) ?? defaults.Output,
        };
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };

    private static Option<string[]?> Many(string name, string description) => new(name) { Description = description };
}
