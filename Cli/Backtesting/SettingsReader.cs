using Headroom.Cli.Terminal;
using Headroom.Operators.Text;
using Headroom.Simulation.Backtesting;

namespace Headroom.Cli.Backtesting;

/// <summary>Checks the options against the history they are about.</summary>
internal static class SettingsReader
{
    private const int MostReplicas = 10_000;
    private const int MostLeadSteps = 240;
    private const int LeastSteps = 2 * Backtest.LeastTraining;

    // A peak of four times what was ever seen is no bound in practice.
    private const double PeakRoom = 4;

    /// <exception cref="OptionException">An option cannot be used.</exception>
    public static BacktestSettings Read(BacktestOptions options, BacktestSeries series)
    {
        if (series.Loads.Count < LeastSteps)
        {
            throw new OptionException($"{series.Name}: {series.Loads.Count} steps of {DurationText.Format(series.Step)} are too few: at least {LeastSteps} are needed");
        }

        var (kinds, hasOracle) = PolicyList.Parse(options.Policies);
        var training = Training(options.Learn, series);
        var loads = series.Filled();
        var capacity = Capacity(options, loads);
        var min = OptionText.Whole("--min", options.Min, 1, MostReplicas);
        var peak = Math.Ceiling(PeakRoom * loads.Max() / capacity);
        var max = options.Max is { } text ? OptionText.Whole("--max", text, min, MostReplicas) : Math.Max(min, (int)Math.Min(peak, MostReplicas));
        return new BacktestSettings
        {
            Policies = kinds,
            HasOracle = hasOracle,
            ServiceLevel = ServiceLevel(options.ServiceLevel),
            Capacity = capacity,
            Lead = Lead(options.Lead, series),
            Training = training,
            MinReplicas = min,
            MaxReplicas = max,
            ReplicaCostPerHour = OptionText.Number("--replica-cost", options.ReplicaCost, 0, "dollars per replica and hour, 0 or more"),
        };
    }

    private static double ServiceLevel(string text) =>
        PercentText.TryParse(text, out var level) && level is > 0 and < 1
            ? level
            : throw OptionException.Of("--service-level", text, "a percentage above 0% and below 100%, for example 99%");

    private static double Capacity(BacktestOptions options, double[] loads)
    {
        if (options.Capacity is { } text)
        {
            return OptionText.Number("--capacity", text, double.Epsilon, "load that one replica carries, a number above 0");
        }

        var replicas = OptionText.Number("--mean-replicas", options.MeanReplicas, 0.1, "replicas that the mean load needs, 0.1 or more");
        return loads.Average() / replicas;
    }

    private static int Lead(string text, BacktestSeries series)
    {
        var steps = Math.Round(OptionText.Duration("--lead", text) / series.Step);
        return steps <= MostLeadSteps
            ? Math.Max((int)steps, 1)
            : throw OptionException.Of("--lead", text, $"at most {MostLeadSteps} steps of {DurationText.Format(series.Step)}");
    }

    private static int Training(string? text, BacktestSeries series)
    {
        var most = series.Loads.Count - 1;
        if (text is null)
        {
            return Backtest.DefaultTraining(series.Loads.Count, series.Step);
        }

        var steps = OptionText.Duration("--learn", text) / series.Step;
        return steps >= Backtest.LeastTraining && steps <= most
            ? (int)steps
            : throw OptionException.Of(
                "--learn", text,
                $"{DurationText.Format(series.Step * Backtest.LeastTraining)} to {DurationText.Format(series.Step * most)} of this history");
    }
}
