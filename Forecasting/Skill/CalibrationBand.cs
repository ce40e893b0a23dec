namespace Headroom.Forecasting.Skill;

/// <summary>Coverage of a 90% band that still counts as calibrated.</summary>
/// <param name="Least">Below it the forecast promises too much.</param>
/// <param name="Most">Above it the forecast is wider than it need be.</param>
public readonly record struct CalibrationBand(double Least, double Most)
{
    private const double Nominal = 0.9;
    private const double LeastOfMany = 0.80;
    private const double MostOfMany = 0.97;
    private const double Deviations = 3.0;

    /// <summary>80% to 97%, wider while so few were scored that chance alone reaches further.</summary>
    /// <param name="scored">Observations scored, ≥ 1.</param>
    public static CalibrationBand For(int scored)
    {
        var chance = Deviations * Math.Sqrt(Nominal * (1 - Nominal) / Math.Max(scored, 1));
        return new CalibrationBand(Math.Min(LeastOfMany, Nominal - chance), Math.Max(MostOfMany, Nominal + chance));
    }
}
