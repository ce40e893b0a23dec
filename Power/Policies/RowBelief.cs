namespace Headroom.Power.Policies;

/// <summary>What the domain draws without its prefill, against what the curves say: one factor, from every fresh reading.</summary>
/// <remarks>
/// Draw = factor · Σ decode + Σ prefill at the clocks that read back. Whatever the curves miss (fans, other batches, an
/// error of some percent) ends up in the factor, so only differences between clocks rest on the curves.
/// </remarks>
internal sealed class RowBelief(IReadOnlyList<PowerGroup> groups)
{
    private const double Adapt = .3;

    /// <summary>Growth of the belief's width per missed reading, and its end.</summary>
    private const double WiderPerMiss = .002;
    private const double Widest = .05;

    private int _missed;
    private double _factor = 1;
    private bool _isKnown;

    /// <summary>What everything is multiplied with for readings that are missing, ≥ 1.</summary>
    public double Width => 1 + Math.Min(_missed * WiderPerMiss, Widest);

    /// <summary>Draw without prefill over what the curves say, at the wide end of the belief.</summary>
    public double Factor => _factor * Width;

    /// <summary>Draw of all groups that decode at their highest clocks, watts.</summary>
    public double FreeBase { get; private set; }

    /// <summary>What was read without prefill, as it would be at the highest clocks: the factor behind it is of this reading alone; watts.</summary>
    public double FreeBaseNow { get; private set; }

    /// <summary>The prefill in progress as it would draw at the highest clocks: the same work in less time; watts.</summary>
    public double FreePrefill { get; private set; }

    public double FreeUngatedPrefill { get; private set; }

    /// <summary>What the work offered to gated groups would draw, watts.</summary>
    public double FreeGatedOffered { get; private set; }

    /// <summary>Draw now without prefill, at the clocks in force, watts.</summary>
    public double BaseDraw { get; private set; }

    public void Observe(in DomainReading reading)
    {
        double decode = 0, free = 0, prefill = 0;
        (FreePrefill, FreeUngatedPrefill, FreeGatedOffered) = (0, 0, 0);
        for (var g = 0; g < groups.Count; g++)
        {
            ref readonly var group = ref reading.Groups[g];
            var caps = groups[g].Caps;
            var row = caps.RowOf(group.ReadBack);
            decode += (group.Servers - group.Uncontrolled) * caps.DecodeWatts[row] + group.Uncontrolled * caps.DecodeWatts[0];
            free += group.Servers * caps.DecodeWatts[0];
            var freePrefill = group.Prefilling * caps.PrefillWatts[row] / caps.PrefillRatio[row];
            FreePrefill += freePrefill;
            prefill += group.Prefilling * caps.PrefillWatts[row];
            if (groups[g].IsGated)
            {
                FreeGatedOffered += group.OfferedPrefill * caps.PrefillWatts[0];
            }
            else
            {
                FreeUngatedPrefill += freePrefill;
            }
        }

        if (reading.Draw is { } draw && decode > 0)
        {
            _missed = 0;
            BaseDraw = Math.Max(draw.ToWatts() - prefill, 0);
            // The first reading is believed as it is: a mean that begins at the curve would pass its error on for minutes.
            _factor += (_isKnown ? Adapt : 1) * (BaseDraw / decode - _factor);
            _isKnown = true;
        }
        else
        {
            _missed++;
            BaseDraw = _factor * decode;
        }

        FreeBase = Factor * free;
        FreeBaseNow = decode > 0 ? BaseDraw * Width * free / decode : FreeBase;
    }
}
