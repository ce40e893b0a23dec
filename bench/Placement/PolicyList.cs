using Headroom.Placement.Fragmentation;
using Headroom.Simulation.Events;

namespace Headroom.Bench.Placement;

/// <summary>The policies under their published names, and ours.</summary>
internal static class PolicyList
{
    public const string Ours = "ours";

    public static IReadOnlyList<string> Names { get; } = ["Random", "DotProd", "GpuClustering", "GpuPacking", "BestFit", "FGD", Ours];

    /// <param name="name">Of <see cref="Names"/>.</param>
    /// <param name="cluster">That it decides for.</param>
    /// <param name="pods">The list that arrivals are drawn from.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="sampleSet">Of the sequences that ours tries futures on.</param>
    public static IPlacementPolicy Create(string name, GpuCluster cluster, IReadOnlyList<PodShape> pods, int seed, int sampleSet) => name switch
    {
        "Random" => new RandomFit(cluster, Seeds.For(seed, "random policy")),
        "DotProd" => new DotProduct(cluster),
        "GpuClustering" => new GpuClustering(cluster),
        "GpuPacking" => new GpuPacking(cluster),
        "BestFit" => new BestFit(cluster),
        "FGD" => new FragmentationGradientDescent(cluster, TypicalPod.Of(pods)),
        Ours => new ExpectedFill(cluster, pods, new FillSettings { Seed = sampleSet }),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such policy"),
    };
}
