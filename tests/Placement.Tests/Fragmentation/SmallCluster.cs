using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Tests.Fragmentation;

/// <summary>A few unlike nodes and pods that do not all fit on them.</summary>
internal static class SmallCluster
{
    public static NodeState Node(int model = 0, int gpus = 8, int cpuMilli = 96_000, int memoryMib = 393_216) =>
        new(model, gpus, cpuMilli, memoryMib, GpuLevels.Idle(gpus));

    public static PodShape Share(int milli, int cpuMilli = 4_000) => new(cpuMilli, 1_024, 1, milli, ModelSet.Any);

    public static PodShape Whole(int gpus, int cpuMilli = 8_000) => new(cpuMilli, 1_024, gpus, GpuLevels.Whole, ModelSet.Any);

    public static IReadOnlyList<NodeState> Nodes() =>
        [Node(0), Node(0), Node(1, gpus: 2, cpuMilli: 16_000), Node(1, gpus: 2, cpuMilli: 104_000), Node(2, gpus: 4), Node(2, gpus: 1, cpuMilli: 8_000)];

    public static IReadOnlyList<PodShape> Pods(int seed, int count)
    {
        var random = new Random(seed);
        PodShape[] kinds =
        [
            Share(470, 11_908), Share(810, 3_152), Share(230), Whole(1, 11_300), Whole(1), Whole(2), Whole(8, 64_000), Whole(4, 32_000),
            new(12_500, 8_192, 0, 0, ModelSet.Any), Whole(1) with { Models = new ModelSet(0b10) }, Share(320) with { Models = new ModelSet(0b110) },
            new(2_000, 120_000, 2, 400, ModelSet.Any),
        ];
        return [.. Enumerable.Range(0, count).Select(_ => kinds[random.Next(kinds.Length)])];
    }

    public static TheoryData<string> PolicyNames() => ["random", "dot", "clustering", "packing", "best", "fgd", "fill"];

    public static IPlacementPolicy Policy(string name, GpuCluster cluster, IReadOnlyList<PodShape> pods) => name switch
    {
        "random" => new RandomFit(cluster, new Random(7)),
        "dot" => new DotProduct(cluster),
        "clustering" => new GpuClustering(cluster),
        "packing" => new GpuPacking(cluster),
        "best" => new BestFit(cluster),
        "fgd" => new FragmentationGradientDescent(cluster, TypicalPod.Of(pods)),
        "fill" => new ExpectedFill(cluster, pods, new FillSettings { RefreshEvery = 5, ThinningEvery = 2 }),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
