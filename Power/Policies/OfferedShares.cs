namespace Headroom.Power.Policies;

/// <summary>Each group's part of the offered prefill work, as a slow mean.</summary>
internal sealed class OfferedShares(int groups, double steps)
{
    private readonly double[] _offered = new double[groups];
    private readonly double _keep = Math.Exp(-1 / steps);

    public void Observe(in DomainReading reading)
    {
        for (var g = 0; g < _offered.Length; g++)
        {
            _offered[g] = _keep * _offered[g] + (1 - _keep) * reading.Groups[g].OfferedPrefill;
        }
    }

    /// <summary>Shares among the groups that count; even when nothing was offered.</summary>
    public void CopyTo(double[] shares, ReadOnlySpan<bool> counts)
    {
        var sum = 0.0;
        var counted = 0;
        for (var g = 0; g < shares.Length; g++)
        {
            sum += counts[g] ? _offered[g] : 0;
            counted += counts[g] ? 1 : 0;
        }

        for (var g = 0; g < shares.Length; g++)
        {
            shares[g] = !counts[g] ? 0 : sum > 0 ? _offered[g] / sum : 1.0 / counted;
        }
    }
}
