using Headroom.Operators.Text;

namespace Headroom.Operators.Traces;

/// <summary>Turns a CSV into evenly spaced values: by its own spacing, or by counting rows where each is one request.</summary>
public static class TraceReader
{
    // 19 years of minutes. A single wrong time must not make a file of gaps that fills the memory.
    private const int MaxSteps = 10_000_000;

    /// <param name="reader">The CSV.</param>
    /// <param name="name">File name, for messages.</param>
    /// <param name="column">Value column, any case; null for the first numeric one.</param>
    /// <param name="step">Spacing for counting single requests; a regular series keeps its own.</param>
    /// <exception cref="TraceException">The file cannot be used; the message says why and what is allowed.</exception>
    public static TraceFile Read(TextReader reader, string name, string? column, TimeSpan step)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        var table = TraceTable.Read(reader, name);
        var index = 0;
        if (column is not null)
        {
            index = table.Columns.ToList().FindIndex(c => c.Equals(column, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                throw new TraceException($"{name} has no numeric column '{column}': {string.Join(", ", table.Columns.Select(c => $"'{c}'"))} are allowed");
            }
        }

        return TraceSpacing.Find(table.Rows.Select(static r => r.Time)) is { } spacing
            ? Regular(table, index, spacing, name)
            : Counted(table.Rows, step, name);
    }

    private static TraceFile Regular(TraceTable table, int index, TimeSpan spacing, string name)
    {
        var start = table.Rows[0].Time;
        var count = Steps(table.Rows, start, spacing, name);
        var values = new float[count];
        Array.Fill(values, float.NaN);
        var isFilled = new bool[count];
        foreach (var row in table.Rows)
        {
            // Rows that fall on the same step, such as the hour that a clock change repeats: the last one counts.
            var slot = (int)Math.Min(Math.Round((row.Time - start) / spacing), count - 1);
            isFilled[slot] = true;
            values[slot] = row.Values[index];
        }

        return new TraceFile(start, spacing, values, table.Columns[index], isFilled.Count(f => !f));
    }

    private static TraceFile Counted(IReadOnlyList<TraceRow> rows, TimeSpan step, string name)
    {
        var start = new DateTimeOffset(rows[0].Time.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero);
        var counts = new float[Steps(rows, start, step, name)];
        foreach (var row in rows)
        {
            counts[(int)((row.Time - start) / step)]++;
        }

        // The file begins and ends within a step: counts of part of a step would look like a collapse.
        return counts.Length > 3
            ? new TraceFile(start + step, step, counts[1..^1], "requests", 0)
            : new TraceFile(start, step, counts, "requests", 0);
    }

    private static int Steps(IReadOnlyList<TraceRow> rows, DateTimeOffset start, TimeSpan step, string name)
    {
        var steps = (rows[^1].Time - start) / step + 1;
        return steps <= MaxSteps
            ? (int)steps
            : throw new TraceException(
                $"{name} spans {steps:0} steps of {DurationText.Format(step)}, from {start:O} to {rows[^1].Time:O}: at most {MaxSteps} are allowed");
    }
}
