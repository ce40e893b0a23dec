using System.Globalization;
using CsvHelper;

namespace Headroom.Bench.Forecasts.Suite;

/// <summary>Reads a CSV file whose first column is a time: every numeric column is an indicator, but not a 0/1 column named Label.</summary>
internal static class SuiteReader
{
    // A file with one wild time must not become a grid of millions of holes.
    private const int MaxHolesPerRow = 10;

    /// <exception cref="BenchException">The file has no times or no numbers.</exception>
    public static SuiteSet Read(string path)
    {
        var (header, rows) = Parse(path);
        var times = rows.ConvertAll(r => DateTimeOffset.Parse(r[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        int[] columns = [.. Enumerable.Range(1, header.Length - 1).Where(c => IsIndicator(header[c], rows, c))];
        if (columns.Length == 0 || times.Count < 2)
        {
            throw new BenchException($"{path} holds no column of numbers beside its times");
        }

        var gaps = times.Zip(times.Skip(1), (a, b) => (b - a).Ticks).Where(g => g > 0).Order().ToList();
        var step = TimeSpan.FromTicks(gaps[gaps.Count / 2]);
        var length = (int)Math.Min((times[^1] - times[0]) / step + 1, (double)MaxHolesPerRow * rows.Count);
        var indicators = columns.Select(_ => Enumerable.Repeat(double.NaN, length).ToArray()).ToArray();
        for (var r = 0; r < rows.Count; r++)
        {
            var slot = (int)Math.Round((times[r] - times[0]) / step);
            if (slot < 0 || slot >= length)
            {
                continue;
            }

            for (var i = 0; i < columns.Length; i++)
            {
                indicators[i][slot] = Number(rows[r][columns[i]]) ?? double.NaN;
            }
        }

        return new SuiteSet(Path.GetFileNameWithoutExtension(path), times[0], step, indicators);
    }

    private static (string[] Header, List<string[]> Rows) Parse(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = CsvReader.Create(reader, CsvReaderOptions.Default with { HasHeader = false });
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i) ?? "")]);
        }

        return rows.Count > 1 ? (rows[0], rows[1..]) : throw new BenchException($"{path} has no rows");
    }

    private static bool IsIndicator(string name, List<string[]> rows, int column)
    {
        var numbers = rows.Select(r => column < r.Length ? Number(r[column]) : null).Where(n => n is not null).ToList();
        var isLabel = name.Equals("Label", StringComparison.OrdinalIgnoreCase) && numbers.All(n => n is 0 or 1);
        return numbers.Count > rows.Count / 2 && !isLabel;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
