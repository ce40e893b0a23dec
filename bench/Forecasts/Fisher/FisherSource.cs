namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>The containers of a run: those in the folder, or generated ones in a quick run.</summary>
internal static class FisherSource
{
    public static IReadOnlyList<FisherContainer> Load(BenchOptions options) => options.IsQuick
        ? [GeneratedContainer.Create("1", options.Seed), GeneratedContainer.Create("2", options.Seed + 1)]
        : [.. DataFolder.Files(options, "fisher", "container*.csv").Select(FisherContainer.Load)];

    /// <summary>HARMONY's scores on the same containers; null for generated ones.</summary>
    public static PublishedScores? Published(BenchOptions options, IReadOnlyList<FisherContainer> containers) => options.IsQuick
        ? null
        : PublishedScores.Load(Path.Combine(DataFolder.Root(options), "fisher", "harmony_published.csv"), [.. containers.Select(c => c.Id)]);
}
