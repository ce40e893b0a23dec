using Headroom.Power.Models;
using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Power.Tests.Policies;

/// <summary>A row of A100 servers and readings of it, with defaults that mean nothing special.</summary>
internal static class Rows
{
    public static readonly Watts Budget = Watts.FromWatts(232_000);

    public static CapTable Table(int floor = 810) => new(ServerModel.DgxA100, PhaseDraw.Bloom, new Megahertz(floor), .15);

    public static IReadOnlyList<PowerGroup> TwoLevels() =>
        [new PowerGroup("low", 0, Table(), IsGated: true), new PowerGroup("high", 1, Table(1305), IsGated: false)];

    public static GroupReading Group(int servers, int clock = 1410, double prefilling = 4, int uncontrolled = 0) =>
        new(servers, uncontrolled, new Megahertz(clock), prefilling, prefilling, 0);

    public static PowerPlan Decide(IPowerPolicy policy, double share, long at = 0, int lowClock = 1410, PowerPlan? plan = null)
    {
        plan ??= new PowerPlan(policy.Groups.Count);
        GroupReading[] groups = [Group(26, lowClock), Group(26)];
        policy.Decide(new DomainReading(at, Budget, Watts.FromWatts(Budget.ToWatts() * share), groups), plan);
        return plan;
    }
}
