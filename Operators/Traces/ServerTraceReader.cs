using System.Globalization;
using CsvHelper;
using Headroom.Operators.Text;

namespace Headroom.Operators.Traces;

/// <summary>Reads a CSV of what servers drew: time and one column for each server, or rows of time, server and watts.</summary>
public static class ServerTraceReader
{
    // 1.6 GB of values; and a single wrong time must not make a file of gaps that fills the memory.
    private const long MostValues = 400_000_000;

    private static readonly string[] ServerNames = ["server", "node", "host", "hostname", "instance"];
    private static readonly string[] WattsNames = ["watts", "power", "power_w", "power_watts", "value", "draw"];

    /// <param name="open">Opens the CSV; called twice for one column a server.</param>
    /// <param name="name">File name, for messages.</param>
    /// <exception cref="TraceException">The file cannot be used; the message says why and what is allowed.</exception>
    public static ServerTrace Read(Func<TextReader> open, string name)
    {
        ArgumentNullException.ThrowIfNull(open);
        using (var reader = open())
        using (var csv = CsvReader.Create(reader, CsvReaderOptions.Default with { HasHeader = true, TrackLineNumbers = true }, leaveOpen: true))
        {
            csv.ReadHeader();
            var header = (csv.Headers ?? []).Select(static h => h.Trim()).ToList();
            RefuseDistribution(header, name);
            if (Find(header, ServerNames) is { } server && header.FindIndex(TraceTime.IsName) is >= 0 and var time)
            {
                return Even(Long(csv, header, time, server, name), name);
            }
        }

        using var wide = open();
        var table = TraceTable.Read(wide, name);
        return Even([.. table.Columns.Select((c, i) => new ServerSeries(c, [.. table.Rows.Select(r => (r.Time, r.Values[i]))]))], name);
    }

    private static void RefuseDistribution(List<string> header, string name)
    {
        if (!header.Exists(TraceTime.IsName) && header.Find(static h => h.Contains("cdf", StringComparison.OrdinalIgnoreCase)) is { } column)
        {
            throw new TraceException(
                $"{name} is a distribution (column {column}) and no history: it does not say which servers drew how much at the same time. "
                + $"A time column ({TraceTime.Names}) and one column for each server, or columns time, server and watts, are needed");
        }
    }

    private static List<ServerSeries> Long(CsvReader csv, List<string> header, int time, int server, string name)
    {
        var watts = Find(header, WattsNames)
            ?? throw new TraceException($"{name} has a column {header[server]} but none of watts: found {string.Join(", ", header)}; one of {string.Join(", ", WattsNames)} is needed");
        var found = new Dictionary<string, ServerSeries>(StringComparer.Ordinal);
        while (csv.Read())
        {
            var who = Field(csv, server).Trim();
            if (!TraceTime.TryParse(Field(csv, time), out var at))
            {
                throw new TraceException($"{name}, row {csv.LineNumber}: {header[time]} '{Field(csv, time)}' is no time; {TraceTime.Allowed} is allowed");
            }

            if (!float.TryParse(Field(csv, watts), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                throw new TraceException($"{name}, row {csv.LineNumber}: {header[watts]} '{Field(csv, watts)}' is no number; watts as a decimal number are allowed");
            }

            if (!found.TryGetValue(who, out var series))
            {
                found.Add(who, series = new ServerSeries(who, []));
            }

            if (series.Rows.Count > 0 && at < series.Rows[^1].Time)
            {
                throw new TraceException($"{name}, row {csv.LineNumber}: {at:O} comes before {series.Rows[^1].Time:O}, the row of {who} above; the rows of a server must be in time order");
            }

            series.Rows.Add((at, value));
        }

        return [.. found.Values];
    }

    private static ServerTrace Even(List<ServerSeries> servers, string name)
    {
        var longest = servers.MaxBy(static s => s.Rows.Count);
        if (longest is not { Rows.Count: > 1 })
        {
            throw new TraceException($"{name} has {longest?.Rows.Count ?? 0} samples of a server: at least 2 are needed");
        }

        var step = TraceSpacing.Find(longest.Rows.Select(static r => r.Time))
            ?? throw new TraceException($"{name} is not evenly spaced: most of a server's rows must be the same time apart");
        var start = servers.Min(static s => s.Rows[0].Time);
        var steps = (servers.Max(static s => s.Rows[^1].Time) - start) / step + 1;
        if (steps * servers.Count > MostValues)
        {
            throw new TraceException($"{name} has {servers.Count} servers and spans {steps:0} steps of {DurationText.Format(step)}: at most {MostValues} values together are allowed");
        }

        return new ServerTrace(start, step, [.. servers.Select(static s => s.Name)], [.. servers.Select(s => Values(s, start, step, (int)steps))]);
    }

    private static float[] Values(ServerSeries server, DateTimeOffset start, TimeSpan step, int count)
    {
        var values = new float[count];
        Array.Fill(values, float.NaN);
        foreach (var (time, value) in server.Rows)
        {
            values[(int)Math.Min(Math.Round((time - start) / step), count - 1)] = value;
        }

        return values;
    }

    private static int? Find(List<string> header, string[] names) =>
        header.FindIndex(h => names.Contains(h, StringComparer.OrdinalIgnoreCase)) is >= 0 and var index ? index : null;

    private static string Field(CsvReader csv, int index) => (index < csv.FieldCount ? csv.GetString(index) : null) ?? "";
}
