namespace Headroom.ControlPlane.Api.Manifests;

/// <summary>The difference of two texts by lines: the longest common subsequence stays.</summary>
internal static class LineDiff
{
    private const int Around = 3;

    // The table is a product; a document beyond that shows as replaced whole between what begins and ends it alike.
    private const int MostCells = 4_000_000;

    public static IReadOnlyList<DiffLine> Between(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var head = Enumerable.Range(0, Math.Min(old.Length, now.Length)).TakeWhile(i => old[i] == now[i]).Count();
        var tail = Enumerable.Range(1, Math.Min(old.Length, now.Length) - head).TakeWhile(i => old[^i] == now[^i]).Count();
        return Fold(
        [
            .. old[..head].Select(Same),
            .. Middle(old[head..^tail], now[head..^tail]),
            .. old[^tail..].Select(Same),
        ]);
    }

    private static IEnumerable<DiffLine> Middle(string[] old, string[] now)
    {
        if ((long)old.Length * now.Length > MostCells)
        {
            return old.Select(Removed).Concat(now.Select(Added));
        }

        var common = CommonLengths(old, now);
        var lines = new List<DiffLine>(old.Length + now.Length);
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                lines.Add(Same(old[i++]));
                j++;
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(Removed(old[i++]));
            }
            else
            {
                lines.Add(Added(now[j++]));
            }
        }

        return lines;
    }

    // [i, j]: lines in common from there to both ends.
    private static int[,] CommonLengths(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static List<DiffLine> Fold(IReadOnlyList<DiffLine> lines)
    {
        var changed = Enumerable.Range(0, lines.Count).Where(i => lines[i].Kind != nameof(Same)).ToHashSet();
        var folded = new List<DiffLine>();
        var skipped = 0;
        for (var i = 0; i <= lines.Count; i++)
        {
            var isShown = i == lines.Count || Enumerable.Range(i - Around, (2 * Around) + 1).Any(changed.Contains);
            if (!isShown)
            {
                skipped++;
                continue;
            }

            if (skipped > 0)
            {
                folded.Add(new DiffLine("Skipped", skipped == 1 ? "1 line" : $"{skipped} lines"));
                skipped = 0;
            }

            if (i < lines.Count)
            {
                folded.Add(lines[i]);
            }
        }

        return changed.Count == 0 ? [] : folded;
    }

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');

    private static DiffLine Same(string line) => new(nameof(Same), line);

    private static DiffLine Removed(string line) => new(nameof(Removed), line);

    private static DiffLine Added(string line) => new(nameof(Added), line);
}
