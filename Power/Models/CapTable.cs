using Headroom.Units;

namespace Headroom.Power.Models;

/// <summary>Watts and slowdown of one kind of server at every clock it may be locked to; row 0 is the highest clock.</summary>
public sealed class CapTable
{
    /// <param name="floor">The lowest clock that a policy may lock.</param>
    /// <param name="prefillTimeShare">Share of a request's time that is prefill: weighs the two slowdowns.</param>
    public CapTable(ServerModel server, PhaseDraw phases, Megahertz floor, double prefillTimeShare)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(phases);
        server.Gpu.Checked(floor);
        Server = server;
        var rows = (server.Gpu.MaxClock.Value - floor.Value) / server.Gpu.ClockStep + 1;
        (Clocks, DecodeWatts, PrefillWatts) = (new Megahertz[rows], new double[rows], new double[rows]);
        (PrefillRatio, Slowdown) = (new double[rows], new double[rows]);
        var curve = server.Gpu.Curve;
        for (var row = 0; row < rows; row++)
        {
            Clocks[row] = new Megahertz(server.Gpu.MaxClock.Value - row * server.Gpu.ClockStep);
            var ratio = server.Gpu.Ratio(Clocks[row]);
            DecodeWatts[row] = server.WattsAt(phases.Decode * curve.DecodePower(ratio));
            PrefillWatts[row] = server.WattsAt(phases.Prefill * curve.PrefillPower(ratio)) - DecodeWatts[row];
            PrefillRatio[row] = PrefillWatts[row] * ClockCurve.PrefillTime(ratio) / PrefillWatts[0];
            Slowdown[row] = prefillTimeShare * (ClockCurve.PrefillTime(ratio) - 1) + (1 - prefillTimeShare) * (curve.DecodeTime(ratio) - 1);
        }
    }

    public ServerModel Server { get; }

    public Megahertz[] Clocks { get; }

    /// <summary>One server that decodes.</summary>
    public double[] DecodeWatts { get; }

    /// <summary>What one server draws more while it is in prefill.</summary>
    public double[] PrefillWatts { get; }

    /// <summary>Mean prefill draw of the same work over that at the highest clock: less power for a longer time.</summary>
    public double[] PrefillRatio { get; }

    /// <summary>Relative; 0 at the highest clock.</summary>
    public double[] Slowdown { get; }

    /// <summary>The row of a clock that was read back; a clock between two rows counts as the higher, one below the floor as the floor.</summary>
    public int RowOf(Megahertz clock) =>
        Math.Clamp((Clocks[0].Value - clock.Value) / Server.Gpu.ClockStep, 0, Clocks.Length - 1);
}
