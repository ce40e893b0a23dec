using System.Text.Json.Nodes;
using Headroom.Cli.Cluster;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Diagnosing;

/// <summary>Checks one thing after the other and prints what each found.</summary>
internal sealed class DiagnoseRun(ClusterOptions options, string home, TextWriter output, TextWriter errors, TimeProvider time)
{
    /// <exception cref="UnhealthyException">Something needs to be fixed.</exception>
    public async Task RunAsync(string? bundle, OutputForm form, CancellationToken ct)
    {
        using var client = ClusterConnection.Open(options, time);
        var findings = await new ClusterChecks(client, home, time).RunAsync(ct);
        var text = form.Write(() => Document(findings), _ => Table(findings));
        await output.WriteLineAsync(text);
        if (bundle is not null)
        {
            await BugReport.WriteAsync(bundle, client, Table(findings), ct);
            await errors.WriteLineAsync($"bundle: {bundle}. Secrets, tokens, credentials in addresses and values of environment variables are left out; read it before you send it.");
        }

        if (findings.Count(static f => !f.IsFine) is > 0 and var broken)
        {
            throw new UnhealthyException($"{broken} of {findings.Count} checks found something to fix");
        }
    }

    private static string Table(IReadOnlyList<Finding> findings)
    {
        var width = findings.Max(static f => f.Check.Length);
        return string.Join(Environment.NewLine, findings.SelectMany(f => f.Fix is null
            ? (string[])[$"ok   {f.Check.PadRight(width)}  {f.Message}"]
            : [$"FIX  {f.Check.PadRight(width)}  {f.Message}", $"     {new string(' ', width)}  → {f.Fix}"]));
    }

    private static JsonArray Document(IReadOnlyList<Finding> findings) =>
        [.. findings.Select(static f => (JsonNode)new JsonObject { ["check"] = f.Check, ["ok"] = f.IsFine, ["message"] = f.Message, ["fix"] = f.Fix })];
}
