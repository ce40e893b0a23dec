using System.Globalization;
using System.Text;
using Headroom.Cli.Terminal;
using Headroom.Operators.Text;
using Headroom.Simulation.Backtesting;

namespace Headroom.Cli.Backtesting;

/// <summary>The comparison as text, one policy a line.</summary>
internal static class BacktestTable
{
    public static string Of(BacktestResult result)
    {
        var (series, settings) = (result.Series, result.Settings);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{series.Name}: {result.Steps} steps of {DurationText.Format(series.Step)} from {result.From:yyyy-MM-dd HH:mm}, after {TimeText.Of(series.Step * settings.Training)} to learn from{Gaps(series)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"service level {100 * settings.ServiceLevel:0.###}%, a replica carries {settings.Capacity:0.####} and costs ${settings.ReplicaCostPerHour:0.##}/h, a decision lands {DurationText.Format(series.Step * settings.Lead)} later, {settings.MinReplicas} to {settings.MaxReplicas} replicas");
        text.AppendLine();
        text.AppendLine("policy      violations            replica-hours     dollars  changes  worst run");
        foreach (var row in result.Rows)
        {
            var outcome = row.Outcome;
            var met = outcome.ViolationShare <= 1 - settings.ServiceLevel + 1e-12 ? "met" : "missed";
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Policy,-10}{outcome.Violations,8}{100 * outcome.ViolationShare,7:0.00}% {met,-6}{row.ReplicaHours,13:0.0}{row.Dollars,12:0.00}{outcome.Changes,9}{TimeText.Of(row.WorstRun),11}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Gaps(BacktestSeries series) =>
        series.Gaps == 0 ? "" : $"; {series.Gaps} of {series.Loads.Count} steps have no value and repeat the one before";
}
