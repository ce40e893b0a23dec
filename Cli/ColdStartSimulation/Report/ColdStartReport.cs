using System.Globalization;
using System.Net;
using Headroom.Cli.Report;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Cli.ColdStartSimulation.Report;

/// <summary>The comparison as one page.</summary>
internal static class ColdStartReport
{
    private const string Method =
        "One pod stands for a service and serves all its requests at once; a request that waits does not change when the next one comes. "
        + "Policies see the past alone, and know services, not clients.";

    public static string Of(ColdStartResult result) => ReportPage.Of($"Cold starts: {result.Name}", ColdStartStyle.Sheet, $"""
        <h1>How many requests wait for a load: {Text(result.Name)}</h1>
        <p>{Text(ColdStartTable.Setting(result))}.</p>
        {Facts(result)}
        <section><h2>Policies</h2><div class="scroll">{Table(result)}</div></section>
        <section><h2>Cold starts against pod-hours</h2><p>Lower left is better. A line joins one policy's keep-alives; for Headroom, the budgets they set.</p>{FrontierChart.Draw(result)}</section>
        {Slots(result)}
        {ReportPage.Notes(ColdStartNotes.Of(result).Append(Method))}
        <footer>Made by headroom simulate coldstart.</footer>
        """);

    private static string Facts(ColdStartResult result)
    {
        var facts = new List<(string Value, string Label)>
        {
            (result.Trace.Rows.Count.ToString("N0", CultureInfo.InvariantCulture), "requests"),
            (result.Trace.Services.Count.ToString("N0", CultureInfo.InvariantCulture), "services"),
        };
        foreach (var keepAlive in result.Settings.KeepAlives.Take(2))
        {
            if (Of(result, "Fixed", keepAlive) is { Tally.ColdStarts: > 0 } theirs && Of(result, "Headroom", keepAlive) is { } ours)
            {
                var change = 100.0 * (ours.Tally.ColdStarts - theirs.Tally.ColdStarts) / theirs.Tally.ColdStarts;
                var pods = ours.Tally.PodSeconds / theirs.Tally.PodSeconds;
                facts.Add(($"{change.ToString("+0;-0;0", CultureInfo.InvariantCulture)}%", string.Create(CultureInfo.InvariantCulture, $"cold starts against a keep-alive of {ColdStartTable.KeepAlive(theirs)}, at {pods:0.00}× its pod-hours")));
            }
        }

        return ReportPage.Facts(facts);
    }

    private static ColdStartRow? Of(ColdStartResult result, string policy, TimeSpan keepAlive) =>
        result.Rows.FirstOrDefault(r => r.Policy == policy && r.KeepAlive == keepAlive);

    private static string Table(ColdStartResult result)
    {
        var rows = result.Rows.Select(static r => string.Create(
            CultureInfo.InvariantCulture,
            $"<tr><td><i class=\"key {PageStyle.Of(r.Policy)}\"></i>{r.Policy}</td><td>{ColdStartTable.KeepAlive(r)}</td><td>{r.Tally.ColdStarts:N0}</td><td>{r.Tally.ColdPercent:0.00}%</td><td>{r.Tally.Wait(0.99):0.0} s</td><td>{r.Tally.PodSeconds / 3600:N1}</td><td>{r.Tally.Loads:N0}</td></tr>"));
        return "<table><thead><tr><th>Policy</th><th>Keep-alive</th><th>Cold starts</th><th>Cold</th><th>P99 wait</th><th>Pod-hours</th><th>Loads</th></tr></thead>"
            + $"<tbody>{string.Join("", rows)}</tbody></table>";
    }

    private static string Slots(ColdStartResult result)
    {
        if (result.Slots.Count == 0)
        {
            return "";
        }

        var rows = result.Slots.Select(static r => string.Create(
            CultureInfo.InvariantCulture,
            $"<tr><td>{r.Policy}</td><td>{r.Slots}</td><td>{r.Tally.Cold:N0}</td><td>{r.Tally.ColdPercent:0.00}%</td><td>{r.Tally.Loads:N0}</td></tr>"));
        return "<section><h2>Who makes room</h2><p>Only so many services can be loaded at once; an idle one goes.</p><div class=\"scroll\"><table><thead><tr><th>Policy</th><th>Slots</th>"
            + $"<th>Cold starts</th><th>Cold</th><th>Loads</th></tr></thead><tbody>{string.Join("", rows)}</tbody></table></div></section>";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
