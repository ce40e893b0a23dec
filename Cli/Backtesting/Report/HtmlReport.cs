using System.Globalization;
using System.Net;
using Headroom.Cli.Report;
using Headroom.Cli.Terminal;
using Headroom.Operators.Text;
using Headroom.Simulation.Backtesting;

namespace Headroom.Cli.Backtesting.Report;

/// <summary>The comparison as one page.</summary>
internal static class HtmlReport
{
    // Lines that are shown at first: seven at once are a thicket.
    private static readonly string[] ShownAtFirst = ["headroom", "riskprice", "bacc", "hpa"];

    public static bool IsShownAtFirst(string policy, int policies) => ShownAtFirst.Contains(policy) || policies <= ShownAtFirst.Length;

    public static string Of(BacktestResult result)
    {
        var (series, settings) = (result.Series, result.Settings);
        var policies = result.Rows.Select(static r => r.Policy).Where(static p => p != Backtest.Oracle).ToList();
        var chart = new ReplicaChart(result);
        var (from, to) = BusiestDay(result);
        return ReportPage.Of($"Backtest: {series.Name}", $"{Style.Sheet}\n{PageStyle.Toggles(policies)}", $"""
            <h1>Backtest: {Text(series.Name)}</h1>
            <p>{Text(Setting(result))}</p>
            {Facts(result)}
            <section><h2>Policies</h2><p>Every policy sees the same forecasts and nothing of what is to come. Thresholds of hpa and kpa are tuned on the history before.</p>
            <div class="scroll">{Table(result)}</div></section>
            <section><h2>Dollars against violations</h2><p>Lower and further left is better.</p>{CostChart.Draw(result)}</section>
            <section><h2>Replicas</h2><p>The area is what the load needed. Under it, red marks where load passed capacity: the stronger, the more of the steps.</p>
            <div class="choose">{string.Join("", policies.Select(p => Box(p, policies)))}</div>
            {chart.Draw(0, result.Steps, "Replicas over the whole time")}</section>
            <section><h2>The time around the highest load</h2><p>{Text(Stretch(result, from, to))}</p>
            {chart.Draw(from, to, "Replicas around the highest load")}</section>
            <footer>Times are UTC. {series.Gaps.ToString("N0", CultureInfo.InvariantCulture)} of {series.Loads.Count.ToString("N0", CultureInfo.InvariantCulture)} steps had no value and repeat the one before. Made by headroom backtest.</footer>
            """);
    }

    private static string Setting(BacktestResult result)
    {
        var (series, settings) = (result.Series, result.Settings);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Steps:N0} steps of {DurationText.Format(series.Step)} from {result.From:d MMM yyyy HH:mm}, after {TimeText.Of(series.Step * settings.Training)} to learn from. "
            + $"A replica carries {settings.Capacity:0.####} and costs ${settings.ReplicaCostPerHour:0.##} per hour; a decision lands {DurationText.Format(series.Step * settings.Lead)} later; "
            + $"{settings.MinReplicas} to {settings.MaxReplicas} replicas.");
    }

    private static string Facts(BacktestResult result)
    {
        var allowed = 1 - result.Settings.ServiceLevel;
        var own = result.Rows.Where(static r => r.Policy != Backtest.Oracle).ToList();
        var cheapest = own.Where(r => r.Outcome.ViolationShare <= allowed + 1e-12).MinBy(static r => r.Dollars);
        var facts = new List<(string Value, string Label)>
        {
            ($"{100 * result.Settings.ServiceLevel:0.###}%", "service level asked for"),
            cheapest is null ? ("none", "met the service level") : (cheapest.Policy, $"cheapest that met it: {Dollars(cheapest.Dollars)}"),
        };
        facts.AddRange(result.Rows.Where(static r => r.Policy is "headroom" or Backtest.Oracle)
            .Select(r => (Dollars(r.Dollars), r.Policy == Backtest.Oracle ? "with perfect hindsight" : $"headroom, {Percent(r.Outcome.ViolationShare)} violated")));
        return ReportPage.Facts(facts);
    }

    private static string Table(BacktestResult result)
    {
        var allowed = 1 - result.Settings.ServiceLevel;
        var rows = result.Rows.Select(row =>
        {
            var isMet = row.Outcome.ViolationShare <= allowed + 1e-12;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"<tr><td><i class=\"key {PageStyle.Of(row.Policy)}\"></i>{Text(row.Policy)}</td><td>{row.Outcome.Violations:N0}</td>"
                + $"<td class=\"{(isMet ? "met" : "missed")}\">{Percent(row.Outcome.ViolationShare)} {(isMet ? "met" : "missed")}</td><td>{row.ReplicaHours:N1}</td>"
                + $"<td>{row.Outcome.MeanReplicas:N1}</td><td>{Dollars(row.Dollars)}</td><td>{row.Outcome.Changes:N0}</td><td>{TimeText.Of(row.WorstRun)}</td></tr>");
        });
        return "<table><thead><tr><th>Policy</th><th>Violations</th><th>Share</th><th>Replica-hours</th><th>Mean replicas</th><th>Dollars</th><th>Changes</th><th>Worst run</th></tr></thead>"
            + $"<tbody>{string.Join("", rows)}</tbody></table>";
    }

    private static string Box(string policy, List<string> policies) =>
        $"<label class=\"{PageStyle.Of(policy)}\"><input type=\"checkbox\" id=\"show-{policy}\"{(IsShownAtFirst(policy, policies.Count) ? " checked" : "")}><i class=\"key\"></i>{policy}</label>";

    // A day around the peak, or as much as there is.
    private static (int From, int To) BusiestDay(BacktestResult result)
    {
        var loads = result.Rows[0].Outcome.Loads;
        var length = (int)Math.Clamp(TimeSpan.FromDays(1) / result.Series.Step, 2, loads.Length);
        var peak = Array.IndexOf(loads, loads.Max());
        var from = Math.Clamp(peak - length / 2, 0, loads.Length - length);
        return (from, from + length);
    }

    private static string Stretch(BacktestResult result, int from, int to)
    {
        var (start, step) = (result.From, result.Series.Step);
        return string.Create(CultureInfo.InvariantCulture, $"{start + step * from:d MMM yyyy HH:mm} to {start + step * to:d MMM HH:mm}");
    }

    private static string Dollars(double dollars) => "$" + dollars.ToString(dollars < 1000 ? "N2" : "N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
