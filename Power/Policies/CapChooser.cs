namespace Headroom.Power.Policies;

/// <summary>The caps of least slowdown per watt that bring every claim under a limit; lower levels first and fully.</summary>
internal sealed class CapChooser
{
    private readonly IReadOnlyList<PowerGroup> _groups;
    private readonly int[] _levels;
    // By level, its only group where lower clocks never draw more; null otherwise.
    private readonly int?[] _alone;

    public CapChooser(IReadOnlyList<PowerGroup> groups)
    {
        _groups = groups;
        _levels = [.. groups.Select(g => g.Level).Distinct().Order()];
        _alone = [.. _levels.Select(level => Alone(groups, level))];
        Rows = new int[groups.Count];
    }

    /// <summary>The chosen row of each group's table.</summary>
    public int[] Rows { get; }

    /// <param name="factor">Draw without prefill over what the curves say.</param>
    /// <returns>Whether the permitted caps suffice.</returns>
    public bool Choose(in DomainReading reading, double factor, ReadOnlySpan<PeakClaim> claims, double limit)
    {
        Rows.AsSpan().Clear();
        var draw = Draw(reading, factor, claims);
        for (var l = 0; l < _levels.Length && draw > limit; l++)
        {
            if (_alone[l] is { } group)
            {
                draw = Lower(reading, factor, claims, limit, group);
                continue;
            }

            while (draw > limit && Cheapest(reading, factor, claims, _levels[l]) is { } cheapest)
            {
                Rows[cheapest]++;
                draw = Draw(reading, factor, claims);
            }
        }

        return draw <= limit;
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

    private static int? Alone(IReadOnlyList<PowerGroup> groups, int level)
    {
        static bool Falls(double[] rows) => !rows.Zip(rows.Skip(1), static (higher, lower) => lower > higher).Any(static rises => rises);
        var found = groups.Index().Where(g => g.Item.Level == level).ToList();
        return found is [var (index, group)] && Falls(group.Caps.DecodeWatts) && Falls(group.Caps.PrefillRatio) ? index : null;
    }

    /// <summary>The highest clock of a group that suffices, its lowest if none does: no row draws more than the one before, so halving finds it.</summary>
    private double Lower(in DomainReading reading, double factor, ReadOnlySpan<PeakClaim> claims, double limit, int group)
    {
        if (reading.Groups[group].Servers > reading.Groups[group].Uncontrolled)
        {
            var (enough, last) = (1, _groups[group].Caps.Clocks.Length - 1);
            while (enough < last)
            {
                Rows[group] = (enough + last) / 2;
                (enough, last) = Draw(reading, factor, claims) > limit ? (Rows[group] + 1, last) : (enough, Rows[group]);
            }

            Rows[group] = last;
        }

        return Draw(reading, factor, claims);
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
