namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>The hierarchy of the Fisher indicators: load 1, processor and memory 2, disk and network 3.</summary>
internal static class FisherLevels
{
    private static readonly string[] Lowest = ["blkio", "net", "if.in", "tcp"];

    public static int[] Of(IReadOnlyList<string> indicators) =>
        [.. indicators.Select((name, i) => i == 0 ? 1 : Lowest.Any(part => name.Contains(part, StringComparison.Ordinal)) ? 3 : 2)];
}
