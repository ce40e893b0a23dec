using Headroom.Cli.Terminal;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Cli.ColdStartSimulation;

/// <summary>Checks what was typed.</summary>
internal static class ColdStartSettingsReader
{
    private const int MostKeepAlives = 12;
    private const int MostSlots = 100_000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <exception cref="OptionException">An option cannot be used.</exception>
    public static ColdStartSettings Read(ColdStartSimulationOptions options)
    {
        var (median, p99) = (Duration("--start-up", options.StartUp), Duration("--start-up-p99", options.StartUpP99));
        return p99 < median
            ? throw OptionException.Of("--start-up-p99", options.StartUpP99, $"no less than --start-up, {options.StartUp}")
            : new ColdStartSettings(
                KeepAlives(options.KeepAlives),
                Policies(options.Policies),
                median,
                p99,
                options.WaitCost is { } cost ? OptionText.Number("--wait-cost", cost, 1e-9, "a number above 0") : null,
                OptionText.Whole("--seed", options.Seed, 0, int.MaxValue));
    }

    /// <summary>Capacities to compare; none where none were asked for.</summary>
    /// <exception cref="OptionException">The option cannot be used.</exception>
    public static List<int> Slots(ColdStartSimulationOptions options) =>
        options.Slots is { } text ? [.. Parts(text).Select(static t => OptionText.Whole("--slots", t, 1, MostSlots)).Distinct().Order()] : [];

    private static List<TimeSpan> KeepAlives(string text)
    {
        var all = Parts(text).Select(static t => Duration("--keep-alive", t)).Distinct().Order().ToList();
        return all.Count is > 0 and <= MostKeepAlives ? all : throw OptionException.Of("--keep-alive", text, $"1 to {MostKeepAlives} durations separated by commas, for example 1m,10m");
    }

    private static List<string> Policies(string text)
    {
        var names = Parts(text);
        string Known(string name) => ColdStartStudy.Names.FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw OptionException.Of("--policies", name, $"one or more of {string.Join(", ", ColdStartStudy.Names)}, separated by commas");
        return names.Length > 0 ? [.. names.Select(Known).Distinct()] : [Known(text)];
    }

    private static TimeSpan Duration(string option, string text) =>
        OptionText.Duration(option, text) is var duration && duration <= Longest ? duration : throw OptionException.Of(option, text, "at most 1d");

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
