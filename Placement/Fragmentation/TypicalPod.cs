namespace Headroom.Placement.Fragmentation;

/// <param name="Shape">What pods of this kind ask for.</param>
/// <param name="Share">Of all typical pods, 0 to 1; the shares add up to 1.</param>
public readonly record struct TypicalPod(PodShape Shape, double Share)
{
    /// <summary>Coverage used with FGD's published results.</summary>
    public const double Coverage = 0.95;

    /// <summary>The most frequent shapes until they cover <paramref name="coverage"/> of the pods, shares renormalised.</summary>
    /// <param name="pods">A sample of pods, CPU-only ones included.</param>
    /// <param name="coverage">Of the number of pods, 0 to 1.</param>
    /// <param name="withMemory">False: memory counts as 0, as FGD's published evaluation has it.</param>
    /// <returns>By share, descending; equal ones in the order of first appearance.</returns>
    public static IReadOnlyList<TypicalPod> Of(IReadOnlyCollection<PodShape> pods, double coverage = Coverage, bool withMemory = false)
    {
        ArgumentNullException.ThrowIfNull(pods);
        var groups = pods.GroupBy(p => withMemory ? p : p with { MemoryMib = 0 }).Select(g => (Shape: g.Key, Count: g.Count()))
            .OrderByDescending(g => g.Count).ToList();
        List<(PodShape Shape, int Count)> kept = [];
        for (int i = 0, covered = 0; i < groups.Count && covered < coverage * pods.Count; covered += groups[i++].Count)
        {
            kept.Add(groups[i]);
        }

        var total = (double)kept.Sum(g => g.Count);
        return [.. kept.Select(g => new TypicalPod(g.Shape, g.Count / total))];
    }
}
