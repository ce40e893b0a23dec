namespace Headroom.Bench.Forecasts;

/// <summary>Where the data sets are.</summary>
internal static class DataFolder
{
    /// <summary>The CSV files of one folder of the data set, by name.</summary>
    /// <exception cref="BenchException">There are none; the message says which folder was looked at.</exception>
    public static IReadOnlyList<string> Files(BenchOptions options, string folder, string pattern)
    {
        var path = Path.Combine(Root(options), folder);
        string[] files = Directory.Exists(path) ? Directory.GetFiles(path, pattern) : [];
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length > 0
            ? files
            : throw new BenchException($"no {pattern} in {path}: name the folder that holds {folder}/ with --data");
    }

    public static string Root(BenchOptions options) =>
        Path.GetFullPath(options.Data ?? Path.Combine(options.Root, "..", "shared", "data"));
}
