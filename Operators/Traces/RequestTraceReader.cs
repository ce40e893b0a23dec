using System.Globalization;
using CsvHelper;

namespace Headroom.Operators.Traces;

/// <summary>
/// Reads a CSV with a row for each request: time, service and how long it took. The form of the Azure Functions trace of 2021
/// (app, func, end_timestamp, duration) is understood too.
/// </summary>
public static class RequestTraceReader
{
    private const int MostRows = 20_000_000;

    private static readonly string[] EndNames = ["end_timestamp"];
    private static readonly string[] ServiceNames = ["service", "function", "func", "model", "host", "checkpoint_model_version_id"];
    private static readonly string[] DurationNames = ["duration", "duration_s", "duration_seconds", "exec_time_seconds"];

    /// <param name="reader">The CSV.</param>
    /// <param name="name">File name, for messages.</param>
    /// <exception cref="TraceException">The file cannot be used; the message says why and what is allowed.</exception>
    public static RequestTrace Read(TextReader reader, string name)
    {
        using var csv = CsvReader.Create(reader, CsvReaderOptions.Default with { HasHeader = true, TrackLineNumbers = true }, leaveOpen: true);
        csv.ReadHeader();
        var header = (csv.Headers ?? []).Select(static h => h.Trim()).ToList();
        var (end, app) = (Find(header, EndNames), Find(header, ["app"]));
        var time = end ?? (header.FindIndex(TraceTime.IsName) is >= 0 and var found ? found : Missing(header, name, $"times: {TraceTime.Names} or {EndNames[0]}"));
        var service = Find(header, ServiceNames) ?? app ?? Missing(header, name, $"services: {string.Join(", ", ServiceNames)} or app");
        var duration = Find(header, DurationNames) ?? Missing(header, name, $"durations in seconds: {string.Join(", ", DurationNames)}");
        var (rows, dropped) = (new List<(double Time, double Duration, string Service)>(), 0);
        while (csv.Read())
        {
            var (who, took) = (Field(csv, service), Field(csv, duration));
            if (who.Length == 0 || took.Length == 0)
            {
                dropped++;
                continue;
            }

            if (rows.Count == MostRows)
            {
                throw new TraceException($"{name} has more than {MostRows} requests: cut it shorter");
            }

            var seconds = Seconds(csv, took, name, header[duration]);
            var at = Time(csv, Field(csv, time), name, header[time]) - (end is null ? 0 : seconds);
            rows.Add((at, seconds, app is { } owner && owner != service ? $"{Field(csv, owner)}/{who}" : who));
        }

        return Number(rows, dropped, name);
    }

    private static RequestTrace Number(List<(double Time, double Duration, string Service)> rows, int dropped, string name)
    {
        if (rows.Count < 2)
        {
            throw new TraceException($"{name} has {rows.Count} usable requests: at least 2 are needed");
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        List<string> services = [];
        var numbered = new List<RequestRow>(rows.Count);
        foreach (var (time, duration, service) in rows.OrderBy(static r => r.Time))
        {
            if (!numbers.TryGetValue(service, out var number))
            {
                numbers.Add(service, number = services.Count);
                services.Add(service);
            }

            numbered.Add(new RequestRow(time, duration, number));
        }

        return new RequestTrace(services, numbered, dropped);
    }

    private static double Time(CsvReader csv, string text, string name, string column) =>
        TraceTime.TryParse(text, out var at)
            ? (at - DateTimeOffset.UnixEpoch).TotalSeconds
            : throw new TraceException($"{name}, row {csv.LineNumber}: {column} '{text}' is no time; {TraceTime.Allowed} is allowed");

    private static double Seconds(CsvReader csv, string text, string name, string column) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds) && seconds >= 0
            ? seconds
            : throw new TraceException($"{name}, row {csv.LineNumber}: {column} '{text}' is no duration; seconds of 0 or more are allowed");

    private static int Missing(List<string> header, string name, string what) =>
        throw new TraceException($"{name} has no column of {what} is needed; found {string.Join(", ", header)}");

    private static int? Find(List<string> header, string[] names) =>
        names.Select(n => header.FindIndex(h => h.Equals(n, StringComparison.OrdinalIgnoreCase))).Where(static i => i >= 0).Cast<int?>().FirstOrDefault();

    private static string Field(CsvReader csv, int index) => ((index < csv.FieldCount ? csv.GetString(index) : null) ?? "").Trim();
}
