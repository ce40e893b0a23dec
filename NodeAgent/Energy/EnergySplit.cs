namespace Headroom.NodeAgent.Energy;

/// <summary>Splits an amount by weights into whole parts that add up to it exactly.</summary>
internal static class EnergySplit
{
    /// <param name="amount">What is split.</param>
    /// <param name="weights">At least one; where all are zero, equal parts.</param>
    /// <returns>One part for each weight.</returns>
    public static ulong[] Split(ulong amount, IReadOnlyList<ulong> weights)
    {
        UInt128 all = weights.Aggregate(UInt128.Zero, static (sum, w) => sum + w);
        var parts = new ulong[weights.Count];
        UInt128 weighed = 0;
        ulong given = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            // Each part ends where the running share ends, so rounding never accumulates.
            weighed += all == 0 ? 1 : weights[i];
            ulong until = (ulong)(amount * weighed / (all == 0 ? (UInt128)parts.Length : all));
            (parts[i], given) = (until - given, until);
        }

        return parts;
    }
}
