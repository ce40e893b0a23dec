using Headroom.Units;

namespace Headroom.Power.Policies;

/// <summary>POLCA as published: two thresholds, two priorities, five points of hysteresis.</summary>
/// <remarks>
/// Patel et al., ASPLOS 2024. Draw over budget p; low is every level but the top one. Truth table:
/// <code>
/// p &gt; 1.00                         brake on all
/// p &gt; .89                          low 1110 MHz; top 1305 MHz if p is still above once low reads back 1110 MHz
/// p &gt; .80                          low 1275 MHz
/// p &lt; .84                          ends what .89 began
/// p &lt; .75                          ends what .80 began
/// </code>
/// Clocks are those of an A100; another GPU gets the same share of its highest clock.
/// </remarks>
public sealed class Polca(IReadOnlyList<PowerGroup> groups) : PowerPolicy(groups)
{
    private const double Upper = .89;
    private const double Lower = .80;
    private const double Hysteresis = .05;
    private const double DeepLow = 1110.0 / 1410;
    private const double ShallowLow = 1275.0 / 1410;
    private const double Top = 1305.0 / 1410;

    private bool _isUpper;
    private bool _isLower;
    private bool _isTopCapped;

    public override string Name => "Polca";

    protected override void Cap(in DomainReading reading, PowerPlan plan)
    {
        var p = reading.Utilisation;
        _isTopCapped = p >= Upper - Hysteresis && (_isTopCapped || (p > Upper && _isUpper && HasLowLanded(reading)));
        _isUpper = p > Upper || (_isUpper && p >= Upper - Hysteresis);
        _isLower = p > Lower || (_isLower && p >= Lower - Hysteresis);
        if (!_isUpper && !_isLower)
        {
            return;
        }

        plan.Reason = p > Upper ? PlanReason.UpperThreshold : p > Lower && !_isUpper ? PlanReason.LowerThreshold : PlanReason.Hysteresis;
        for (var g = 0; g < Groups.Count; g++)
        {
            if (Groups[g].Level < TopLevel)
            {
                plan.Clocks[g] = Share(g, _isUpper ? DeepLow : ShallowLow);
            }
            else if (_isTopCapped)
            {
                plan.Clocks[g] = Share(g, Top);
            }
        }
    }

    private bool HasLowLanded(in DomainReading reading)
    {
        for (var g = 0; g < Groups.Count; g++)
        {
            if (Groups[g].Level < TopLevel && reading.Groups[g].Servers > 0 && reading.Groups[g].ReadBack > Share(g, DeepLow))
            {
                return false;
            }
        }

        return true;
    }

    private Megahertz Share(int group, double share)
    {
        var gpu = Groups[group].Caps.Server.Gpu;
        return new Megahertz((int)Math.Round(gpu.MaxClock.Value * share / gpu.ClockStep) * gpu.ClockStep);
    }
}
