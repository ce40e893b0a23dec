using System.Net;
using Headroom.Cli.Report;
using Headroom.Simulation.Power.Histories;

namespace Headroom.Cli.PowerSimulation.Report;

/// <summary>The comparison as one page.</summary>
internal static class PowerReport
{
    public static string Of(StudyResult result) => ReportPage.Of($"Power: {result.History.Name}", PowerStyle.Sheet, $"""
        <h1>How many servers fit: {Text(result.History.Name)}</h1>
        <p>{Text(PowerSimulationTable.Setting(result))}.</p>
        {Facts(result)}
        <section><h2>Policies</h2><p>With the most servers that each runs without a brake, high priority slowed by less than 1% (P50) and 5% (P99), low by less than 5% and 50%.{(result.Coarse is null ? "" : " Where two numbers stand, go by the lower: samples this far apart do not show peaks (notes below).")}</p>
        <div class="scroll">{Table(result)}</div></section>
        {Draws(result)}
        <section><h2>Servers against brakes</h2><p>Where a line leaves the ground the feed is too small for that policy. The large dot is the most that fits; a large dot before its line rises is where slow-down ends it.</p>{RiskChart.Draw(result)}</section>
        {ReportPage.Notes(SimulationNotes.Of(result).Append(Method))}
        <footer>Times are UTC. Made by headroom simulate power.</footer>
        """);

    private const string Method =
        "Added servers are the history's own: the part of a server that swings with the row stays where it was in time, the rest comes from other hours like it. "
        + "Clocks and limits act by a published curve, not by one measured on these servers; PredictiveGate takes it that gateways obey it.";

    private static string Facts(StudyResult result)
    {
        var best = result.Policies.MaxBy(static p => p.Servers);
        var servers = result.History.Servers.Count;
        var facts = new List<(string Value, string Label)>
        {
            ($"{servers}", "servers in the history"),
            (FitRange.Free(result), $"fit without any control ({FitRange.FreeAdded(result)})"),
        };
        if (best is { Fit: not null })
        {
            facts.Add((FitRange.Servers(result, best), $"fit under {best.Policy} ({FitRange.Added(result, best)})"));
        }

        return ReportPage.Facts(facts);
    }

    private static string Table(StudyResult result)
    {
        var rows = result.Policies.Select(p => p.Fit is { } fit
            ? $"<tr><td><i class=\"key {PageStyle.Of(p.Policy)}\"></i>{p.Policy}</td><td>{FitRange.Servers(result, p)}</td><td>{FitRange.Added(result, p)}</td><td>{Percent.Of(fit.CappedShare)}</td>"
                + $"<td>{Percent.Of(fit.Low.P50)}</td><td>{Percent.Of(fit.Low.P99)}</td><td>{Percent.Of(fit.High.P50)}</td><td>{Percent.Of(fit.High.P99)}</td><td>{Percent.Of(fit.PeakShare)}</td></tr>"
            : $"<tr><td><i class=\"key {PageStyle.Of(p.Policy)}\"></i>{p.Policy}</td><td class=\"missed\">{(FitRange.Smooth(result, p) is { Fit: not null } smooth ? $"0-{smooth.Servers}" : "none fits")}</td><td colspan=\"7\"></td></tr>");
        return "<table><thead><tr><th>Policy</th><th>Servers</th><th>Added</th><th>Time capped</th><th>Low P50</th><th>Low P99</th><th>High P50</th><th>High P99</th><th>Peak of budget</th></tr></thead>"
            + $"<tbody>{string.Join("", rows)}</tbody></table>";
    }

    private static string Draws(StudyResult result) => string.Join("", result.Policies
        .Where(static p => p.Track is not null)
        .OrderByDescending(static p => p.Servers)
        .Take(2)
        .Select(p => $"<section><h2>Draw under {p.Policy}, {p.Servers} servers</h2><p>The area is what they would draw with nothing held back; the line, what they draw. Highest of each stretch.</p>{DrawChart.Draw(result, p, p.Track!)}</section>")); // only those with a track

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
