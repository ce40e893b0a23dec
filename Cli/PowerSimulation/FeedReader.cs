using System.Globalization;
using Headroom.Cli.Terminal;
using Headroom.Kubernetes;
using Headroom.Operators.Text;
using Headroom.Power.Models;
using Headroom.Simulation.Power;
using Headroom.Simulation.Power.Histories;
using Headroom.Units;

namespace Headroom.Cli.PowerSimulation;

/// <summary>Checks the options of the feed against the history they are about.</summary>
internal static class FeedReader
{
    private const double IdleShareOfNameplate = 1500.0 / 5600;
    private const double GpuIdleShare = .2;
    private const int Gpus = 8;
    private static readonly TimeSpan ShortestSwing = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);
    private static readonly Dictionary<string, GpuModel> Models = new(StringComparer.OrdinalIgnoreCase) { ["A100"] = GpuCatalog.A100, ["H100"] = GpuCatalog.H100 };

    /// <exception cref="OptionException">An option cannot be used.</exception>
    public static HistorySettings Read(PowerSimulationOptions options, RowHistory history)
    {
        var server = Server(options, history);
        return new HistorySettings
        {
            Budget = Budget(options, history, server),
            Server = server,
            Policies = Policies(options.Policies),
            Risk = Between("--risk", options.Risk, 1e-9, .1),
            LowShare = PercentText.TryParse(options.LowPriority, out var share) && share is >= 0 and <= 1
                ? share
                : throw OptionException.Of("--low-priority", options.LowPriority, "a percentage from 0% to 100%"),
            CommandSeconds = Delay("--cap-delay", options.CapDelay),
            BrakeSeconds = Delay("--brake-delay", options.BrakeDelay),
            SwingSeconds = Swing(options.Swing),
            Seed = OptionText.Whole("--seed", options.Seed, 0, int.MaxValue),
        };
    }

    private static ServerModel Server(PowerSimulationOptions options, RowHistory history)
    {
        var gpu = Models.TryGetValue(options.Gpu, out var known) ? known : throw OptionException.Of("--gpu", options.Gpu, $"{string.Join(" or ", Models.Keys)}");
        var highest = history.HighestWatts;
        var nameplate = options.Nameplate is { } text ? WattsOf("--nameplate", text) : Math.Ceiling(highest);
        if (nameplate < highest)
        {
            throw OptionException.Of("--nameplate", options.Nameplate ?? "", string.Create(CultureInfo.InvariantCulture, $"at least {highest:0} W, which a server of the history drew"));
        }

        var idle = options.Idle is { } low ? WattsOf("--idle", low) : IdleShareOfNameplate * nameplate;
        return idle < nameplate
            ? new ServerModel(gpu, Gpus, Watts.FromWatts(idle), Watts.FromWatts(nameplate), GpuIdleShare)
            : throw OptionException.Of("--idle", options.Idle ?? "", string.Create(CultureInfo.InvariantCulture, $"less than the name plate of {nameplate:0} W"));
    }

    private static Watts Budget(PowerSimulationOptions options, RowHistory history, ServerModel server)
    {
        var servers = history.Servers.Count;
        if (options.Budget is not { } text)
        {
            return server.Full.Times(servers);
        }

        var budget = Watts.FromWatts(WattsOf("--budget", text));
        var least = server.Idle.Times(servers);
        if (budget < least)
        {
            throw OptionException.Of("--budget", text, string.Create(CultureInfo.InvariantCulture, $"at least {least.ToWatts():0} W, which {servers} servers draw idle ({server.Idle.ToWatts():0} W each; --idle says otherwise)"));
        }

        var most = server.Full.ToWatts() * servers * HistoryStudy.MostBudgets;
        return budget.ToWatts() <= most
            ? budget
            : throw OptionException.Of("--budget", text, string.Create(CultureInfo.InvariantCulture, $"at most {most:0} W: {servers} servers say little about a feed for more than {HistoryStudy.MostBudgets} times as many"));
    }

    private static List<string> Policies(string text)
    {
        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string Known(string name) => RowPolicies.Names.FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw OptionException.Of("--policies", name, $"one or more of {string.Join(", ", RowPolicies.Names)}, separated by commas");
        return names.Length > 0 ? [.. names.Select(Known).Distinct()] : [Known(text)];
    }

    private static double Delay(string option, string text) =>
        OptionText.Duration(option, text) is var delay && delay <= LongestDelay
            ? delay.TotalSeconds
            : throw OptionException.Of(option, text, $"at most {DurationText.Format(LongestDelay)}");

    private static double Swing(string text) =>
        OptionText.Duration("--swing", text) is var swing && swing >= ShortestSwing && swing <= LongestDelay
            ? swing.TotalSeconds
            : throw OptionException.Of("--swing", text, $"{DurationText.Format(ShortestSwing)} to {DurationText.Format(LongestDelay)}");

    private static double WattsOf(string option, string text) =>
        Quantity.TryParse(text, out var quantity) && quantity.Value is > 0 and < 1_000_000_000
            ? (double)quantity.Value
            : throw OptionException.Of(option, text, "watts above 0 and below 1G, for example 232k");

    private static double Between(string option, string text, double least, double most)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}");
        return OptionText.Number(option, text, least, allowed) is var value && value <= most ? value : throw OptionException.Of(option, text, allowed);
    }
}
