using Headroom.Placement.Fleet.Profiles;

namespace Headroom.Simulation.Fleet;

/// <summary>
/// Mélange's four GPU types. Their profiles are not public; the capacities that follow from the consistent rows of its tables
/// are, at 120 ms per token: requests/s of one GPU on Arena and PubMed. Rooflines are scaled to meet those.
/// </summary>
/// <remarks>
/// Consistent means: the interval from rate/n to rate/(n − 1) of a row that n GPUs of one type serve. L4 .492–.500 and A10G
/// about .81 on Arena; A100 2.67–3.2 on Arena, .302–.305 on PubMed; H100 4.00–4.57 on Arena, under .63 on PubMed, since A100
/// alone was cheaper. Capacities at 40 ms and of the mixed workload are predictions.
/// </remarks>
public static class PublishedGpus
{
    public const double RelaxedTokenSeconds = 0.120;
    public const double TightTokenSeconds = 0.040;

    private const double L4OnArena = 0.496;
    private const double A10GOnArena = 0.81;
    private const double A100OnArena = 3.1;
    private const double A100OnPubMed = 0.3035;
    private const double H100OnArena = 4.5;
    private const double H100OnPubMed = 0.61;

    // Its weights alone take 56 ms a token then. 40 ms are out of its reach at any efficiency, although the tables have it there.
    private const double L4Memory = 0.8;

    /// <summary>L4, A10G, A100, H100.</summary>
    public static IReadOnlyList<CalibratedGpu> All { get; } = Calibrate();

    public static IReadOnlyList<ThroughputProfile> Profiles(SizeGrid grid, double tokenSeconds) => [.. All.Select(g => g.Profile(grid, tokenSeconds))];

    private static CalibratedGpu[] Calibrate()
    {
        var a100 = Fitted(Uncalibrated(GpuHardware.A100, 3.67), A100OnArena, A100OnPubMed);
        var h100 = Fitted(Uncalibrated(GpuHardware.H100, 7.516), H100OnArena, H100OnPubMed);
        // Nothing is known of the small cards on long requests: they lose with size as the mean of the large ones does.
        var exponent = (a100.Exponent + h100.Exponent) / 2;
        var l4 = Scaled(Uncalibrated(GpuHardware.L4, 0.70, L4Memory) with { Exponent = exponent }, L4OnArena);
        var a10G = Scaled(Uncalibrated(GpuHardware.A10G, 1.01) with { Exponent = exponent }, A10GOnArena);
        return [l4, a10G, a100, h100];
    }

    private static CalibratedGpu Uncalibrated(GpuHardware hardware, double dollars, double memory = 0.7) =>
        new(new Roofline(hardware, ServedModel.Llama2With7B, memory), dollars, Factor: 1, Exponent: 0);

    // The ratio of the two capacities rises with the exponent alone.
    private static CalibratedGpu Fitted(CalibratedGpu gpu, double arena, double pubMed)
    {
        var (low, high) = (-3.0, 3.0);
        while (high - low > 1e-12)
        {
            var middle = (low + high) / 2;
            var tried = gpu with { Exponent = middle };
            (low, high) = Capacity(tried, PublishedSizes.PubMed) / Capacity(tried, PublishedSizes.Arena) < pubMed / arena ? (middle, high) : (low, middle);
        }

        return Scaled(gpu with { Exponent = low }, arena);
    }

    private static CalibratedGpu Scaled(CalibratedGpu gpu, double arena) => gpu with { Factor = arena / Capacity(gpu, PublishedSizes.Arena) };

    private static double Capacity(CalibratedGpu gpu, SizeMix mix) => gpu.Profile(mix.Grid, RelaxedTokenSeconds).CapacityOf(mix);
}
