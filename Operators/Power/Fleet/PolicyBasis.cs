using Headroom.Operators.Power.Settings;
using Headroom.Units;

namespace Headroom.Operators.Power.Fleet;

/// <summary>What of a spec a policy is made for, by value: a spec that was read again is another object and the same policy.</summary>
internal sealed record PolicyBasis(PowerPolicyKind Policy, double Risk, Watts HostMax, string Levels)
{
    public static PolicyBasis Of(PowerSettings settings) =>
        new(settings.Policy, settings.Risk, settings.HostMax, string.Join(' ', settings.Levels.All));
}
