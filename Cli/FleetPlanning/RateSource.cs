using System.Globalization;
using Headroom.Cli.Terminal;
using Headroom.Cli.Traces;
using Headroom.Operators.Traces;

namespace Headroom.Cli.FleetPlanning;

/// <summary>The rate to plan for: as typed, or a quantile of a trace.</summary>
internal static class RateSource
{
    private const string Allowed = "requests per second above 0, for example 12.5";

    /// <returns>The rate, the trace's rates from low to high, and where they come from.</returns>
    /// <exception cref="OptionException">An option or the file cannot be used.</exception>
    public static (double PerSecond, IReadOnlyList<double> Rates, string Name) Read(PlanOptions options)
    {
        if (options.Rate is null == options.Trace is null)
        {
            throw new OptionException("--rate REQUESTS_PER_SECOND or --trace FILE: exactly one of the two is needed");
        }

        return options.Trace is { } file ? FromTrace(options, file) : (Number("--rate", options.Rate!), [], "the rate given"); // one of the two is there
    }

    /// <exception cref="OptionException">Not a number above 0.</exception>
    public static double Number(string option, string text) => OptionText.Number(option, text, 1e-9, Allowed);

    private static (double PerSecond, IReadOnlyList<double> Rates, string Name) FromTrace(PlanOptions options, string file)
    {
        var quantile = SizesSource.Share("--quantile", options.Quantile, "a percentage from 0% to below 100%, for example 99%");
        var (per, step) = (OptionText.Duration("--per", options.Per), OptionText.Duration("--step", options.Step));
        var trace = TraceText.Read(file, () =>
        {
            using var reader = new StreamReader(file);
            return TraceReader.Read(reader, Path.GetFileName(file), options.Column, step);
        });
        double[] rates = [.. trace.Values.Where(float.IsFinite).Select(v => v / per.TotalSeconds).Order()];
        var rate = rates.Length > 0 ? rates[(int)Math.Min(rates.Length - 1, Math.Ceiling(quantile * rates.Length))] : 0;
        return rate > 0
            ? (rate, rates, string.Create(CultureInfo.InvariantCulture, $"{options.Quantile} of {Path.GetFileName(file)}, {trace.Column}"))
            : throw OptionException.Of("--trace", Path.GetFileName(file), $"a trace whose {options.Quantile} quantile is above 0 requests; {trace.Column}'s is {rate}");
    }
}
