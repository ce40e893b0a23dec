using Headroom.Power.Models;
using Headroom.Units;

namespace Headroom.Simulation.Power.Histories;

/// <summary>What a clock and a power limit make of one group's servers, by the published curve.</summary>
/// <param name="DecodePower">Draw of decode above idle, as a share of that at the highest clock.</param>
/// <param name="DecodeTime">Of a token, over that at the highest clock.</param>
/// <param name="PrefillWatts">What a server in prefill draws beyond one that decodes.</param>
/// <param name="PrefillTime">Of a prompt, over that at the highest clock.</param>
internal sealed record GroupPace(double DecodePower, double DecodeTime, double PrefillWatts, double PrefillTime)
{
    /// <summary>Of a request: prompts and tokens by their published shares of its time.</summary>
    public double Slowdown => HistoryPolicies.PrefillTimeShare * (PrefillTime - 1) + (1 - HistoryPolicies.PrefillTimeShare) * (DecodeTime - 1);

    /// <param name="clock">In force.</param>
    /// <param name="limit">Per GPU; null for the default.</param>
    public static GroupPace Of(ServerModel server, Megahertz clock, Watts? limit)
    {
        var (curve, phases) = (server.Gpu.Curve, HistorySettings.Phases);
        var ratio = server.Gpu.Ratio(clock);
        var most = limit is { } watts ? (double)watts.Milliwatts / server.Gpu.Tdp.Milliwatts : double.PositiveInfinity;
        var (decode, decodeTime) = (phases.Decode * curve.DecodePower(ratio), curve.DecodeTime(ratio));
        if (decode > most)
        {
            // The clock falls until the phase fits its limit.
            var slower = Math.Pow(Math.Max(1 - (1 - most / decode) / curve.DecodeShare, 1e-3), 1 / curve.PowerExponent);
            (decode, decodeTime) = (most, decodeTime * curve.DecodeTime(slower));
        }

        var (prefill, prefillTime) = (phases.Prefill * curve.PrefillPower(ratio), ClockCurve.PrefillTime(ratio));
        if (prefill > most)
        {
            (prefill, prefillTime) = (most, prefillTime / curve.PrefillRatio(most / prefill));
        }

        var (idle, free) = (server.Idle.ToWatts(), server.WattsAt(phases.Decode));
        var slowed = server.WattsAt(decode);
        return new GroupPace((slowed - idle) / (free - idle), decodeTime, server.WattsAt(prefill) - slowed, prefillTime);
    }
}
