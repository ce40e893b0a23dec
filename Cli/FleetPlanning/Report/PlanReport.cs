using System.Globalization;
using System.Net;
using Headroom.Cli.Report;
using Headroom.Placement.Fleet;

namespace Headroom.Cli.FleetPlanning.Report;

/// <summary>The plan as one page.</summary>
internal static class PlanReport
{
    public static string Of(PlanResult result) => ReportPage.Of("The cheapest GPU mix", PlanStyle.Sheet, $"""
        <h1>The cheapest GPU mix</h1>
        <p>{Text(PlanTable.Setting(result))}.</p>
        {ReportPage.Facts(Facts(result))}
        <section><h2>Fleets</h2><div class="keys">{Keys(result)}</div>{FleetBars.Draw(result)}<div class="scroll">{Table(result)}</div></section>
        <section><h2>Which type serves which size</h2><p>Stronger where more requests are. Routers send a size to types in proportion to these parts.</p>{RoutingMap.Draw(result)}</section>
        <section><h2>At other rates</h2><p>The strong line is the cheapest mix, the other the best single type.</p>{RateCurve.Draw(result)}</section>
        {ReportPage.Notes(PlanNotes.Of(result))}
        <footer>Made by headroom plan.</footer>
        """);

    private static IEnumerable<(string Value, string Label)> Facts(PlanResult result)
    {
        yield return (Dollars(result.Mix.DollarsPerHour), $"per hour for {PlanResult.Counts(result.Plan, result.Mix)}");
        yield return result.Plan.BestSingle is { DollarsPerHour: { } best } single
            ? (PlanTable.Percent(1 - result.Mix.DollarsPerHour / best), $"less than {PlanTable.Single(single)} at {Dollars(best)}")
            : ("none", "of the types can do it alone");
        if (result.FollowedDollarsPerHour is { } followed)
        {
            yield return (Dollars(followed), "per hour in the mean if the mix could follow the trace at no cost");
        }
    }

    private static string Keys(PlanResult result) =>
        string.Join("", result.Plan.Problem.Gpus.Select(static (g, j) => $"<span class=\"{PlanStyle.Of(j)}\"><i class=\"key\"></i>{Text(g.Name)} {Dollars(g.DollarsPerHour)}/h</span>"));

    private static string Table(PlanResult result)
    {
        List<string> rows = [Line("cheapest mix", PlanResult.Counts(result.Plan, result.Mix), result.Mix.DollarsPerHour)];
        rows.AddRange(result.Plan.Singles.Select(s => Line($"{s.Gpu} alone", s.Count is { } count ? $"{count} {s.Gpu}" : "cannot", s.DollarsPerHour)));
        rows.AddRange(result.WhatIfs.Select(static w => w.Plan.Outcome is FleetPlan.Solved mix
            ? Line(w.Text, PlanResult.Counts(w.Plan, mix), mix.DollarsPerHour) : Line(w.Text, w.Failure ?? "", null)));
        return $"<table><thead><tr><th>Fleet</th><th>GPUs</th><th>$/h</th></tr></thead><tbody>{string.Join("", rows)}</tbody></table>";
    }

    private static string Line(string name, string counts, double? dollars) =>
        $"<tr><td>{Text(name)}</td><td>{Text(counts)}</td><td>{(dollars is { } d ? Dollars(d) : "–")}</td></tr>";

    private static string Dollars(double dollars) => "$" + dollars.ToString("N2", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
