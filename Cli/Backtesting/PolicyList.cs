using Headroom.Cli.Terminal;
using Headroom.Scaling.Policies;
using Headroom.Simulation.Backtesting;

namespace Headroom.Cli.Backtesting;

/// <summary>--policies: names separated by commas.</summary>
internal static class PolicyList
{
    public const string All = "headroom,riskprice,bacc,optscaler,autopilot,kpa,hpa,oracle";

    private static readonly Dictionary<string, PolicyKind> Kinds = Enum.GetValues<PolicyKind>().ToDictionary(Backtest.NameOf);

    /// <exception cref="OptionException">A name is unknown, or there is none.</exception>
    public static (IReadOnlyList<PolicyKind> Kinds, bool HasOracle) Parse(string text)
    {
        string[] names = [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(n => n.ToLowerInvariant()).Distinct()];
        var unknown = names.FirstOrDefault(n => n != Backtest.Oracle && !Kinds.ContainsKey(n));
        return unknown is not null || names.Length == 0
            ? throw OptionException.Of("--policies", unknown ?? text, $"one or more of {All.Replace(",", ", ", StringComparison.Ordinal)}, separated by commas")
            : ([.. names.Where(n => n != Backtest.Oracle).Select(n => Kinds[n])], names.Contains(Backtest.Oracle));
    }
}
