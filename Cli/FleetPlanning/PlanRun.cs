using System.Text.Json;
using Headroom.Cli.FleetPlanning.Report;
using Headroom.Cli.Report;
using Headroom.Cli.Terminal;
using Headroom.Operators.Text;
using Headroom.Placement.Fleet;
using Headroom.Placement.Fleet.Profiles;
using Headroom.Simulation.Fleet;

namespace Headroom.Cli.FleetPlanning;

/// <summary>Reads, solves, prints, writes.</summary>
/// <param name="options">As typed.</param>
/// <param name="output">For the table or the JSON.</param>
/// <param name="errors">For notes.</param>
/// <param name="time">For Prometheus' range.</param>
internal sealed class PlanRun(PlanOptions options, TextWriter output, TextWriter errors, TimeProvider time)
{
    private const int RatesOfTrace = 40;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly double[] CurveShares = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

    /// <exception cref="OptionException">An option or a file cannot be used, or no GPU type keeps the service level.</exception>
    /// <exception cref="Operators.Traces.TraceException">Prometheus did not answer with a histogram.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        if (options.Output is not ("table" or "json"))
        {
            throw OptionException.Of("--output", options.Output, "table or json");
        }

        ReportFile.RefuseUnwritable(options.Html);
        var (rate, rates, rateName) = RateSource.Read(options);
        var candidates = await CandidateReader.ReadAsync(options, ct);
        var mix = await new SizesSource(options, time).ReadAsync(candidates[0].Measured?.Grid, ct);
        var margin = SizesSource.Share("--margin", options.Margin, "a percentage from 0% to below 100%, for example 10%");
        double? level = candidates[0].Measured is null ? OptionText.Duration("--slo", options.TokenTime).TotalSeconds : null;
        var setting = new PlanSetting(rate, mix, level, candidates, margin);
        List<WhatIf> whatIfs = [.. options.WhatIf.Select(t => WhatIf.Parse(t, setting))];
        var result = await Task.Run(() => Solve(setting, whatIfs, rates, rateName, ct), ct);
        await output.WriteLineAsync(options.Output == "json" ? PlanJson.Of(result).ToJsonString(Indented) : PlanTable.Of(result));
        if (options.Html is { } file)
        {
            await ReportFile.WriteAsync(file, PlanReport.Of(result), ct);
            await errors.WriteLineAsync($"report: {file}");
        }
    }

    private PlanResult Solve(PlanSetting setting, List<WhatIf> whatIfs, IReadOnlyList<double> rates, string rateName, CancellationToken ct)
    {
        var profiles = setting.Profiles;
        var plan = MixPlan.For(setting.Demand, profiles);
        if (PlanResult.Failure(setting, plan.Outcome) is { } failure)
        {
            throw new OptionException($"{(plan.Outcome is FleetPlan.Unserved ? $"--slo: '{(setting.TokenSeconds is { } s ? DurationText.Format(TimeSpan.FromSeconds(s)) : "as measured")}' cannot be kept: " : "--available: ")}{failure}");
        }

        var curve = CurveShares.Select(share => At(setting, profiles, share * setting.PerSecond, ct)).Where(static p => p is not null).Select(static p => p!.Value).ToList();
        var sizes = options.Prometheus is null ? Path.GetFileName(options.Sizes) : "two histograms of Prometheus";
        return new PlanResult(rateName, sizes, setting, plan, [.. whatIfs.Select(Answer)], curve, Followed(setting, profiles, rates, ct));
    }

    private static (string Text, MixPlan Plan, string? Failure) Answer(WhatIf question)
    {
        var plan = MixPlan.For(question.Setting.Demand, question.Setting.Profiles);
        return (question.Text, plan, PlanResult.Failure(question.Setting, plan.Outcome));
    }

    private static (double PerSecond, double Mix, double? BestSingle)? At(PlanSetting setting, IReadOnlyList<ThroughputProfile> profiles, double rate, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var plan = MixPlan.For(setting.Demand with { PerSecond = rate }, profiles);
        return plan.Outcome is FleetPlan.Solved mix ? (rate, mix.DollarsPerHour, plan.BestSingle?.DollarsPerHour) : null;
    }

    // The best mix at evenly spaced ranks of the trace's rates: what a fleet that follows the load at no cost would pay.
    private static double? Followed(PlanSetting setting, IReadOnlyList<ThroughputProfile> profiles, IReadOnlyList<double> rates, CancellationToken ct)
    {
        if (rates.Count == 0)
        {
            return null;
        }

        var sum = 0.0;
        for (var i = 0; i < RatesOfTrace; i++)
        {
            var rate = rates[(int)((i + 0.5) / RatesOfTrace * rates.Count)];
            sum += rate > 0 ? At(setting, profiles, rate, ct)?.Mix ?? double.NaN : 0;
        }

        return double.IsNaN(sum) ? null : sum / RatesOfTrace;
    }
}
