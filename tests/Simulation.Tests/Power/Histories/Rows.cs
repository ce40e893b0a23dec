using Headroom.Power.Models;
using Headroom.Simulation.Events;
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

    /// <summary>All servers swing together between 2 and 4.4 kW within a day, each with noise of its own; samples of 10 s.</summary>
    public static RowHistory DayAndNight(int servers, int days)
    {
        var random = new Random(5);
        return Of(servers, days * 8640, TimeSpan.FromSeconds(10), (_, t) =>
            3200 - 1200 * Math.Cos(2 * Math.PI * t / 8640) + 400 * (random.NextDouble() - .5));
    }

    /// <summary>All servers together around 3.5 kW, 2 kW of it above idle, for ten seconds at a time; samples of 2 s.</summary>
    /// <param name="share">Standard deviation, of the draw above idle.</param>
    public static RowHistory Swinging(int servers, int days, double share)
    {
        const double Seconds = 2;
        var random = new FastRandom(4, "swinging row");
        var keep = Math.Exp(-Seconds / 10);
        var swing = new double[(int)(days * 86_400 / Seconds)];
        for (var t = 1; t < swing.Length; t++)
        {
            swing[t] = keep * swing[t - 1] + share * Math.Sqrt(1 - keep * keep) * random.NextNormal();
        }

        return Of(servers, swing.Length, TimeSpan.FromSeconds(Seconds), (_, t) => 1500 + 2000 * (1 + swing[t]));
    }

    public static HistorySettings Settings(double budgetWatts, params string[] policies) => new()
    {
        Budget = Watts.FromWatts(budgetWatts), Server = ServerModel.DgxA100, Policies = policies.Length > 0 ? policies : RowPolicies.Names,
    };
}
