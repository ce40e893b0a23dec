using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Energy;

/// <summary>Asks the control plane for energy and prints it.</summary>
internal static class EnergyReport
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(EnergyReportOptions options, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        try
        {
            if (options.Output is not ("table" or "json"))
            {
                throw OptionException.Of("--output", options.Output, "table or json");
            }

            var page = await AskAsync(options, ct);
            await output.WriteLineAsync(options.Output == "json" ? page.ToJsonString(Indented) : Table(page));
            return ExitCode.Done;
        }
        catch (OptionException e)
        {
            await errors.WriteLineAsync($"headroom: {e.Message}");
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            await errors.WriteLineAsync($"headroom: {options.Server} gives no report: {e.Message}");
            return ExitCode.Failed;
        }
    }

    private static async Task<JsonNode> AskAsync(EnergyReportOptions options, CancellationToken ct)
    {
        if (!Uri.TryCreate(options.Server, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            throw OptionException.Of("--server", options.Server, "an address such as http://127.0.0.1:8080");
        }

        using var http = new HttpClient { BaseAddress = server, Timeout = Limit };
        if (await TokenAsync(options, ct) is { Length: > 0 } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var answer = await http.GetAsync(
            new Uri($"/api/v1/energy?by={Uri.EscapeDataString(options.By)}&window={Uri.EscapeDataString(options.Window)}&limit=1000", UriKind.Relative), ct);
        var body = await answer.Content.ReadAsStringAsync(ct);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => JsonNode.Parse(body) ?? throw new JsonException("the answer is empty"),
            HttpStatusCode.BadRequest => throw new OptionException(Detail(body)),
            HttpStatusCode.Unauthorized => throw new OptionException("--token-file or $HEADROOM_TOKEN: a bearer token that the cluster accepts is needed"),
            _ => throw new HttpRequestException($"{(int)answer.StatusCode}: {Detail(body)}"),
        };
    }

    private static async Task<string?> TokenAsync(EnergyReportOptions options, CancellationToken ct)
    {
        if (options.TokenFile is not { } file)
        {
            return Environment.GetEnvironmentVariable("HEADROOM_TOKEN");
        }

        return File.Exists(file) ? (await File.ReadAllTextAsync(file, ct)).Trim() : throw OptionException.Of("--token-file", file, "a file that exists");
    }

    // The API explains itself in problem details.
    private static string Detail(string body)
    {
        try
        {
            var problem = JsonNode.Parse(body);
            var field = problem?["errors"]?.AsObject().FirstOrDefault();
            return field is { Key: { } name, Value: JsonArray { Count: > 0 } reasons }
                ? $"--{name}: {reasons[0]}"
                : problem?["detail"]?.ToString() ?? problem?["title"]?.ToString() ?? body;
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private static string Table(JsonNode page)
    {
        var by = page["by"]!.GetValue<string>();
        var rows = page["items"]!.AsArray()
            .Select(static i => (Name: i!["name"]!.GetValue<string>() is { Length: > 0 } name ? name : "(idle)", Kwh: i["kilowattHours"]!.GetValue<double>(), Dollars: i["dollars"]!.GetValue<double>()))
            .ToList();
        if (rows.Count == 0)
        {
            return "No energy was recorded in this time: are node agents reporting? kubectl get npow lists them.";
        }

        var width = Math.Max(by.Length, rows.Max(static r => r.Name.Length)) + 2;
        var lines = new List<string> { $"{by.ToUpperInvariant().PadRight(width)}{"KWH",12}{"DOLLARS",12}{"SHARE",8}" };
        var all = rows.Sum(static r => r.Kwh);
        lines.AddRange(rows.Append((Name: "total", Kwh: all, Dollars: rows.Sum(static r => r.Dollars))).Select(r =>
            string.Create(CultureInfo.InvariantCulture, $"{r.Name.PadRight(width)}{r.Kwh,12:0.000}{r.Dollars,12:0.00}{(all > 0 ? r.Kwh / all : 0),8:0%}")));
        return string.Join(Environment.NewLine, lines);
    }
}
