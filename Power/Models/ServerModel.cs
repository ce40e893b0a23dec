using Headroom.Units;

namespace Headroom.Power.Models;

/// <summary>A server's draw against what its GPUs do: idle + slope · (share of TDP − idle share).</summary>
/// <param name="Idle">Nothing running.</param>
/// <param name="Full">All GPUs at TDP.</param>
/// <param name="IdleShare">What an idle GPU draws, as a share of TDP.</param>
public sealed record ServerModel(GpuModel Gpu, int Gpus, Watts Idle, Watts Full, double IdleShare)
{
    /// <summary>1,500 W idle; 5.6 kW with every GPU at TDP, of 5.8 kW provisioned.</summary>
    public static ServerModel DgxA100 { get; } = new(GpuCatalog.A100, 8, Watts.FromWatts(1500), Watts.FromWatts(5600), .2);

    /// <param name="share">Of TDP, over all GPUs.</param>
    public double WattsAt(double share) =>
        Idle.ToWatts() + (Full.ToWatts() - Idle.ToWatts()) * (share - IdleShare) / (1 - IdleShare);

    /// <summary>The power limit per GPU that keeps the server within a draw.</summary>
    /// <exception cref="ArgumentException">Less than the server needs with every GPU at its lowest limit; with the numbers.</exception>
    public Watts LimitFor(Watts draw)
    {
        var share = IdleShare + (1 - IdleShare) * (draw.ToWatts() - Idle.ToWatts()) / (Full.ToWatts() - Idle.ToWatts());
        var limit = Math.Min(share, 1) * Gpu.Tdp.ToWatts();
        return limit >= Gpu.MinPowerLimit.ToWatts()
            ? Watts.FromWatts(limit)
            : throw new ArgumentException(
                $"{draw} for a server with {Gpus} × {Gpu.Product} is {Math.Max(limit, 0):0} W per GPU, below its lowest limit of {Gpu.MinPowerLimit}");
    }
}
