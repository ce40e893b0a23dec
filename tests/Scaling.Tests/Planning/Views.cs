using Headroom.Scaling.Planning;
using Headroom.Units;

namespace Headroom.Scaling.Tests.Planning;

/// <summary>Valid views and policies, so that a test shows only what matters.</summary>
internal static class Views
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static DemandDraws Draws(params double[] values) =>
        new(values.Select(v => (float)v).ToArray(), values.Select(_ => 1f).ToArray());

    public static ScalingView View(DemandDraws demand, int current = 4, double now = 50, double allowed = 0.05, double capacity = 20) => new()
    {
        Time = Now,
        Current = new Replicas(current),
        Ready = new Replicas(current),
        Min = new Replicas(1),
        Max = new Replicas(64),
        Demand = now,
        Arriving = demand,
        Whole = demand,
        CapacityDraws = [capacity],
        AllowedViolation = allowed,
        StartUp = TimeSpan.FromSeconds(30),
    };

    public static ScalingPolicy Policy(double? shortfall = null) => new()
    {
        ReplicaCostPerHour = 3.67,
        ShortfallCostPerUnitHour = shortfall,
        Amortization = TimeSpan.FromMinutes(15),
    };

    public static ScalingView Random(int seed)
    {
        var random = new Random(seed);
        var mean = 20 + 600 * random.NextDouble();
        var draws = Draws([.. Enumerable.Range(0, 60).Select(_ => mean * (0.7 + 0.6 * random.NextDouble()))]);
        return View(draws, random.Next(40), mean * random.NextDouble(), 0.01 + 0.2 * random.NextDouble(), 5 + 30 * random.NextDouble()) with
        {
            Min = new Replicas(random.Next(4)),
            Max = new Replicas(10 + random.Next(60)),
        };
    }
}
