namespace Headroom.Power.Models;

/// <summary>What a lower clock saves and costs, as shares of the same phase at the highest clock.</summary>
/// <param name="PrefillShare">Share of prefill power that follows the clock, in [0, 1].</param>
/// <param name="DecodeShare">Share of decode power that follows the clock, in [0, 1].</param>
/// <param name="PowerExponent">The clocked share goes with ratio^exponent.</param>
/// <param name="DecodeTimeExponent">Decode waits for memory: its time goes with ratio^−exponent; prefill's with ratio^−1.</param>
/// <param name="Uncertainty">Relative error to plan with, in [0, 1).</param>
public sealed record ClockCurve(
    double PrefillShare, double DecodeShare, double PowerExponent, double DecodeTimeExponent, double Uncertainty)
{
    /// <param name="ratio">Clock over highest clock, in (0, 1].</param>
    public double PrefillPower(double ratio) => 1 - PrefillShare * (1 - Math.Pow(ratio, PowerExponent));

    /// <param name="ratio">Clock over highest clock, in (0, 1].</param>
    public double DecodePower(double ratio) => 1 - DecodeShare * (1 - Math.Pow(ratio, PowerExponent));

    public static double PrefillTime(double ratio) => 1 / ratio;

    public double DecodeTime(double ratio) => Math.Pow(ratio, -DecodeTimeExponent);

    /// <summary>The clock ratio at which prefill draws that share of its highest power.</summary>
    /// <param name="share">Of prefill power at the highest clock.</param>
    /// <returns>In (0, 1]; the smallest positive ratio when no clock saves that much.</returns>
    public double PrefillRatio(double share) =>
        share >= 1 ? 1 : Math.Pow(Math.Max(1 - (1 - share) / PrefillShare, 1e-3), 1 / PowerExponent);
}
