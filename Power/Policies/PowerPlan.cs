using Headroom.Units;

namespace Headroom.Power.Policies;

/// <summary>What a policy wants in force. The caller owns it and hands the same one in each time: nothing is allocated.</summary>
/// <param name="groups">How many groups the policy has.</param>
public sealed class PowerPlan(int groups)
{
    /// <summary>Locked clock of each group.</summary>
    public Megahertz[] Clocks { get; } = new Megahertz[groups];

    /// <summary>Groups whose hardware brake is on.</summary>
    public bool[] Braked { get; } = new bool[groups];

    /// <summary>Power limit per GPU of each group; null leaves the default.</summary>
    public Watts?[] Limits { get; } = new Watts?[groups];

    /// <summary>
    /// Watts that all prefills at once may draw. Gateways start gated work only while there is room for it; ungated work
    /// counts and is never held. Infinite when nothing is gated.
    /// </summary>
    public double PrefillAllowance { get; set; } = double.PositiveInfinity;

    /// <summary>What one server in prefill takes of the allowance, by group, watts.</summary>
    public double[] PrefillCosts { get; } = new double[groups];

    public PlanReason Reason { get; set; }

    /// <summary>Forecast peak with nothing held back, at the accepted risk; zero for a policy that does not forecast.</summary>
    public Watts UncappedPeak { get; set; }

    /// <summary>The same under this plan's clocks.</summary>
    public Watts CappedPeak { get; set; }

    public bool IsBraking => Array.IndexOf(Braked, true) >= 0;

    /// <summary>One sentence with the numbers, for a condition or an event.</summary>
    public string Explain(IReadOnlyList<PowerGroup> groups, Watts budget)
    {
        var caps = string.Join(", ", groups.Select((g, i) =>
            Braked[i] ? $"{g.Name} braked" : Clocks[i] < g.Caps.Clocks[0] ? $"{g.Name} at {Clocks[i]}" : $"{g.Name} free"));
        var peak = UncappedPeak == Watts.Zero ? "" : $"; forecast peak {UncappedPeak} uncapped, {CappedPeak} under this plan, budget {budget}";
        var gate = double.IsInfinity(PrefillAllowance) ? "" : $"; {PrefillAllowance:0} W of prefill at once, gated work last";
        return $"{Reason}: {caps}{gate}{peak}";
    }
}
