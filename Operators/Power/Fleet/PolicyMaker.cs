using Headroom.Operators.Power.Settings;
using Headroom.Power.Models;
using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Operators.Power.Fleet;

/// <summary>Makes the policy that a domain's spec names, for the servers that are there.</summary>
internal static class PolicyMaker
{
    // What POLCA takes of low and of high priority at most, as shares of the highest clock.
    private const double LowFloor = 810.0 / 1410;
    private const double HighFloor = 1305.0 / 1410;
    private const double PrefillTimeShare = .15;

    /// <summary>One group for each kind of server and level, whether a node is in it now or not: a policy keeps what it learned.</summary>
    public static IReadOnlyList<PowerGroup> Groups(PowerSettings settings, IEnumerable<ServerKind> kinds)
    {
        var top = settings.Levels.All[^1];
        return [.. from kind in kinds.DistinctBy(static k => k.Group(0)).OrderBy(static k => k.Group(0), StringComparer.Ordinal)
                   let model = kind.Model(settings.HostMax)
                   from level in settings.Levels.All
                   select new PowerGroup(kind.Group(level), level, new CapTable(model, PhaseDraw.Bloom, Floor(model.Gpu, level == top), PrefillTimeShare), IsGated: level < top)];
    }

    /// <param name="groups">At least one.</param>
    public static IPowerPolicy Make(PowerSettings settings, IReadOnlyList<PowerGroup> groups)
    {
        // A cap is in force one report, its reply and the driver's settling after the decision.
        var forecast = new PredictiveSettings(TelemetrySeconds: PowerFleet.Tick.TotalSeconds, CommandSeconds: 3, AllowanceSeconds: 1, Risk: settings.Risk);
        return settings.Policy switch
        {
            PowerPolicyKind.NoCap => new NoCap(groups),
            PowerPolicyKind.OneThresholdLow => new OneThreshold(groups, capsAll: false),
            PowerPolicyKind.OneThresholdAll => new OneThreshold(groups, capsAll: true),
            PowerPolicyKind.PowerLimit => new StaticPowerLimit(groups),
            PowerPolicyKind.Polca => new Polca(groups),
            PowerPolicyKind.PredictiveGate when groups.Any(static g => g.IsGated) => new PredictiveGate(groups, forecast),
            _ => new Predictive(groups, forecast),
        };
    }

    private static Megahertz Floor(GpuModel gpu, bool isTop)
    {
        var clock = (int)(gpu.MaxClock.Value * (isTop ? HighFloor : LowFloor)) / gpu.ClockStep * gpu.ClockStep;
        return Megahertz.Max(gpu.MinClock, new Megahertz(clock));
    }
}
