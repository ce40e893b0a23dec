using System.Globalization;
using CsvHelper;

namespace Headroom.Operators.Traces;

/// <summary>Reads a CSV of time and values as it is: header names and time formats vary between sources.</summary>
internal sealed record TraceTable(IReadOnlyList<string> Columns, IReadOnlyList<TraceRow> Rows)
{
    // A 0/1 column of this name marks anomalies in published data sets; it is no signal.
    private const string AnomalyMark = "label";

    /// <exception cref="TraceException">No time column, no numeric column, a row out of order or not readable.</exception>
    public static TraceTable Read(TextReader reader, string name)
    {
        using var csv = CsvReader.Create(reader, CsvReaderOptions.Default with { HasHeader = true, TrackLineNumbers = true }, leaveOpen: true);
        var header = Header(csv, name);
        var time = header.FindIndex(h => TraceTime.IsName(h));
        if (time < 0)
        {
            throw new TraceException(
                $"{name} has no time column: found {List(header)}; one of {TraceTime.Names} is needed (any case)");
        }

        var numeric = new List<int>();
        var rows = new List<TraceRow>();
        while (csv.Read())
        {
            if (rows.Count == 0)
            {
                numeric.AddRange(NumericColumns(csv, header, time, name));
            }

            rows.Add(ReadRow(csv, time, numeric, header, name));
            Order(rows, csv.LineNumber, name);
        }

        return rows.Count < 2
            ? throw new TraceException($"{name} has {rows.Count} rows: at least 2 are needed")
            : new TraceTable([.. numeric.Select(i => header[i].Trim())], rows);
    }

    private static List<string> Header(CsvReader csv, string name)
    {
        csv.ReadHeader();
        return csv.Headers is { Count: > 0 } headers
            ? [.. headers]
            : throw new TraceException($"{name} is empty: a CSV with a header of a time column and at least one numeric column is needed");
    }

    private static string? Field(CsvReader csv, int index) => index < csv.FieldCount ? csv.GetString(index) : null;

    private static List<int> NumericColumns(CsvReader csv, List<string> header, int time, string name)
    {
        var numeric = Enumerable.Range(0, header.Count)
            .Where(i => i != time && !header[i].Trim().Equals(AnomalyMark, StringComparison.OrdinalIgnoreCase))
            .Where(i => string.IsNullOrEmpty(Field(csv, i)) || TryNumber(Field(csv, i), out _))
            .ToList();
        return numeric.Count > 0
            ? numeric
            : throw new TraceException($"{name} has no numeric column beside {header[time]}: found {List(header)}");
    }

    private static TraceRow ReadRow(CsvReader csv, int time, List<int> numeric, List<string> header, string name)
    {
        var text = Field(csv, time);
        if (!TraceTime.TryParse(text, out var at))
        {
            throw new TraceException(
                $"{name}, row {csv.LineNumber}: {header[time]} '{text}' is no time; {TraceTime.Allowed} is allowed");
        }

        var values = new float[numeric.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var field = Field(csv, numeric[i]);
            if (string.IsNullOrWhiteSpace(field))
            {
                values[i] = float.NaN;
            }
            else if (!TryNumber(field, out values[i]))
            {
                throw new TraceException(
                    $"{name}, row {csv.LineNumber}: {header[numeric[i]]} '{field}' is no number; a decimal number, or nothing for a missing one, is allowed");
            }
        }

        return new TraceRow(at, values);
    }

    private static void Order(List<TraceRow> rows, long row, string name)
    {
        if (rows.Count > 1 && rows[^1].Time < rows[^2].Time)
        {
            throw new TraceException(
                $"{name}, row {row}: {rows[^1].Time:O} comes before {rows[^2].Time:O} of the row above; rows must be in time order");
        }
    }

    private static bool TryNumber(string? text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static string List(IEnumerable<string> header) => string.Join(", ", header.Select(h => $"'{h.Trim()}'"));
}
