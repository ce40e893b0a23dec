using Headroom.Power.Models;
using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Simulation.Power;

/// <summary>What a controller believes of the row: two priorities of one GPU product.</summary>
public static class RowGroups
{
    private static readonly Megahertz LowFloor = new(810);
    private static readonly Megahertz HighFloor = new(1305);

    /// <param name="curveError">
    /// Of the controller's curve against the servers': .05 makes it believe in 5% more saved than is.
    /// </param>
    public static IReadOnlyList<PowerGroup> Believed(RowPhysics physics, double curveError)
    {
        ArgumentNullException.ThrowIfNull(physics);
        var catalog = GpuCatalog.A100.Curve;
        var curve = catalog with
        {
            PrefillShare = physics.Curve.PrefillShare * (1 + curveError),
            DecodeShare = physics.Curve.DecodeShare * (1 + curveError),
            PowerExponent = physics.Curve.PowerExponent,
        };
        var server = ServerModel.DgxA100 with { Gpu = GpuCatalog.A100 with { Curve = curve } };
        return
        [
            new PowerGroup("low", 0, new CapTable(server, PhaseDraw.Bloom, LowFloor, .15), IsGated: true),
            new PowerGroup("high", 1, new CapTable(server, PhaseDraw.Bloom, HighFloor, .15), IsGated: false),
        ];
    }
}
