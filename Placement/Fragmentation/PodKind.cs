namespace Headroom.Placement.Fragmentation;

/// <summary>Pods by how they use GPUs: shares, one whole GPU, two, and so on to eight.</summary>
internal static class PodKind
{
    public const int Count = GpuLevels.Limit + 1;

    /// <param name="pod">Asks for a GPU.</param>
    public static int Of(in PodShape pod) => pod.IsWhole ? pod.GpuCount : 0;
}
