namespace Headroom.Forecasting.Pooling;

/// <summary>
/// Widens a 90% band, each side on its own, while more than 7.5% of what comes lies beyond that side, and lets go slowly
/// when less does: adaptive conformal inference, whose long-run share of misses holds for any sequence whatever.
/// </summary>
/// <remarks>
/// Gibbs and Candès, NeurIPS 2021, applied to the width itself. Half a nominal share more than the 5% of a calibrated side
/// is let pass, so that the net hangs below the recalibration and does not compete with it.
/// </remarks>
internal sealed class ConformalNet(double above = 0, double below = 0)
{
    private const double Tolerated = 0.075;
    private const double Rate = 0.08;

    // A band that is wider by this many of its halves no longer is for calibration to mend.
    private const double Most = 20;

    /// <summary>Added to the upper half of the band, in multiples of its width, ≥ 0.</summary>
    public double Above { get; private set; } = above;

    /// <summary>Added to the lower half of the band, in multiples of its width, ≥ 0.</summary>
    public double Below { get; private set; } = below;

    /// <param name="low">5% quantile before the net.</param>
    /// <param name="median">Between the two.</param>
    /// <param name="high">95% quantile before the net.</param>
    /// <param name="least">Smallest half width, demand's unit, &gt; 0: a constant series has none of its own.</param>
    /// <param name="observed">What came.</param>
    public void Observe(double low, double median, double high, double least, double observed)
    {
        Above = Next(Above, observed > high + Above * Math.Max(high - median, least));
        Below = Next(Below, observed < low - Below * Math.Max(median - low, least));
    }

    /// <summary>Keeps the wider of two, side by side.</summary>
    public void Absorb(ConformalNet other) => (Above, Below) = (Math.Max(Above, other.Above), Math.Max(Below, other.Below));

    private static double Next(double stretch, bool isMiss) => Math.Clamp(stretch + Rate * ((isMiss ? 1.0 : 0.0) - Tolerated), 0.0, Most);
}
