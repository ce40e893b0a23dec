using Headroom.Power.Models;
using Headroom.Simulation.Power;
using Headroom.Simulation.Power.Histories;
using Headroom.Units;

namespace Headroom.Simulation.Tests.Power.Histories;

/// <summary>Rows to replay.</summary>
internal static class Rows
{
    // A Monday.
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <param name="draw">Of a server at a sample, watts.</param>
    public static RowHistory Of(int servers, int samples, TimeSpan step, Func<int, int, double> draw) => new(
        "row", Start, step, [.. Enumerable.Range(0, servers).Select(static s => $"s{s}")],
        [.. Enumerable.Range(0, servers).Select(s => Enumerable.Range(0, samples).Select(t => (float)draw(s, t)).ToArray())], 0);

    public static RowHistory Constant(int servers, double watts) => Of(servers, 6 * 60, TimeSpan.FromMinutes(1), (_, _) => watts);

    /// <summary>All servers swing together between 2 and 4.4 kW within a day, each with noise of its own.</summary>
    public static RowHistory DayAndNight(int servers, int days)
    {
        var random = new Random(5);
        return Of(servers, days * 1440, TimeSpan.FromMinutes(1), (_, t) =>
            3200 - 1200 * Math.Cos(2 * Math.PI * t / 1440) + 400 * (random.NextDouble() - .5));
    }

    public static HistorySettings Settings(double budgetWatts, params string[] policies) => new()
    {
        Budget = Watts.FromWatts(budgetWatts), Server = ServerModel.DgxA100, Policies = policies.Length > 0 ? policies : RowPolicies.Names,
    };
}
