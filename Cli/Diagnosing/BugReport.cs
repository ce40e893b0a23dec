using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Headroom.Cli.Terminal;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Manifests;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Serverless.Api;

namespace Headroom.Cli.Diagnosing;

/// <summary>A zip with the findings and every object of ours, without what is secret.</summary>
internal static class BugReport
{
    private static readonly ResourceType[] Kinds =
        [PredictiveAutoscaler.Type.Resource, ServerlessService.Type.Resource, PowerDomain.Type.Resource, NodePower.Type.Resource];

    /// <exception cref="OptionException">The file cannot be written.</exception>
    public static async Task WriteAsync(string file, KubernetesClient client, string findings, CancellationToken ct)
    {
        var parts = new List<(string Name, string Text)> { ("findings.txt", findings + "\n") };
        foreach (var kind in Kinds)
        {
            parts.Add(($"{kind.Plural}.yaml", await ListAsync(client, kind, ct)));
        }

        try
        {
            await using var stream = File.Create(file);
            await using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
            foreach (var (name, text) in parts)
            {
                await using var entry = await zip.CreateEntry(name).OpenAsync(ct);
                await entry.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OptionException($"--bundle: '{file}' cannot be written: {e.Message}", e);
        }
    }

    private static async Task<string> ListAsync(KubernetesClient client, ResourceType kind, CancellationToken ct)
    {
        try
        {
            var json = await client.GetJsonAsync(kind.CollectionPath(ns: null), ReportJson.Default.JsonObject, ct);
            return string.Join("---\n", (json["items"] as JsonArray ?? []).OfType<JsonObject>().Select(static i => JsonToYaml.Write(Redaction.Of(i))));
        }
        catch (KubernetesApiException e)
        {
            // What cannot be read belongs in the report as well.
            return $"# {e.Message}\n";
        }
    }
}
