namespace Headroom.Cli.Cluster;

/// <summary>Columns as kubectl prints them.</summary>
internal static class TextTable
{
    private const string Gap = "   ";

    /// <param name="rows">The heading first; all of one length.</param>
    public static string Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Count).Select(c => rows.Max(r => r[c].Length)).ToList();
        return string.Join(Environment.NewLine, rows.Select(r => string.Join(Gap, r.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd()));
    }
}
