namespace Headroom.Power.Policies;

/// <summary>The caps of least slowdown per watt that bring every claim under a limit; lower levels first and fully.</summary>
internal sealed class CapChooser
{
    private readonly IReadOnlyList<PowerGroup> _groups;
    private readonly int[] _levels;

    public CapChooser(IReadOnlyList<PowerGroup> groups)
    {
        _groups = groups;
        _levels = [.. groups.Select(g => g.Level).Distinct().Order()];
        Rows = new int[groups.Count];
    }

    /// <summary>The chosen row of each group's table.</summary>
    public int[] Rows { get; }

    /// <param name="factor">Draw without prefill over what the curves say.</param>
    /// <returns>Whether the permitted caps suffice.</returns>
    public bool Choose(in DomainReading reading, double factor, ReadOnlySpan<PeakClaim> claims, double limit)
    {
        Rows.AsSpan().Clear();
        foreach (var level in _levels)
        {
            while (Draw(reading, factor, claims) > limit)
            {
                if (Cheapest(reading, factor, claims, level) is not { } group)
                {
                    break;
                }

                Rows[group]++;
            }
        }

        return Draw(reading, factor, claims) <= limit;
    }

    /// <summary>The largest claim under the chosen rows, watts.</summary>
    public double Draw(in DomainReading reading, double factor, ReadOnlySpan<PeakClaim> claims)
    {
        var highest = 0.0;
        foreach (var claim in claims)
        {
            var draw = 0.0;
            for (var g = 0; g < _groups.Count; g++)
            {
                draw += GroupDraw(reading.Groups[g], g, Rows[g], factor, claim);
            }

            highest = Math.Max(highest, draw);
        }

        return highest;
    }

    private double GroupDraw(in GroupReading group, int index, int row, double factor, PeakClaim claim)
    {
        var caps = _groups[index].Caps;
        if (group.Servers == 0)
        {
            return 0;
        }

        // What does not obey draws as at the highest clock; a curve that is wrong saves less than it says.
        var obeys = (double)(group.Servers - group.Uncontrolled) / group.Servers * (1 - caps.Server.Gpu.Curve.Uncertainty);
        var decode = caps.DecodeWatts[0] - obeys * (caps.DecodeWatts[0] - caps.DecodeWatts[row]);
        var prefill = 1 - obeys * (1 - caps.PrefillRatio[row]);
        return factor * group.Servers * decode + claim.Prefill * claim.Shares[index] * prefill;
    }

    private int? Cheapest(in DomainReading reading, double factor, ReadOnlySpan<PeakClaim> claims, int level)
    {
        int? best = null;
        var least = double.PositiveInfinity;
        for (var g = 0; g < _groups.Count; g++)
        {
            var caps = _groups[g].Caps;
            if (_groups[g].Level != level || Rows[g] + 1 >= caps.Clocks.Length || reading.Groups[g].Servers == reading.Groups[g].Uncontrolled)
            {
                continue;
            }

            var saved = 0.0;
            foreach (var claim in claims)
            {
                saved += GroupDraw(reading.Groups[g], g, Rows[g], factor, claim) - GroupDraw(reading.Groups[g], g, Rows[g] + 1, factor, claim);
            }

            var cost = (caps.Slowdown[Rows[g] + 1] - caps.Slowdown[Rows[g]]) * reading.Groups[g].Servers / Math.Max(saved, 1e-9);
            if (cost < least)
            {
                (best, least) = (g, cost);
            }
        }

        return best;
    }
}
