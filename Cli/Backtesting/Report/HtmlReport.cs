using Headroom.Simulation.Backtesting;

namespace Headroom.Cli.Backtesting.Report;

internal static class HtmlReport
{
    public static string Of(BacktestResult result) => result.Series.Name;
}
