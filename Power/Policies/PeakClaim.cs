namespace Headroom.Power.Policies;

/// <summary>One peak that the caps must bring under the budget.</summary>
/// <param name="groups">How many groups there are.</param>
internal sealed class PeakClaim(int groups)
{
    /// <summary>With nothing held back, watts.</summary>
    public double Peak { get; private set; }

    /// <summary>The part of it that is prefill, watts.</summary>
    public double Prefill { get; private set; }

    /// <summary>Each group's part of the prefill; together 1.</summary>
    public double[] Shares { get; } = new double[groups];

    /// <param name="freeBase">What the groups draw without prefill at their highest clocks, watts.</param>
    public void Set(double peak, double freeBase) => (Peak, Prefill) = (peak, Math.Max(peak - freeBase, 0));
}
