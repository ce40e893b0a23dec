using System.Text.Json;
using System.Text.Json.Nodes;
using Headroom.Cli.Terminal;
using Headroom.Kubernetes.Manifests;

namespace Headroom.Cli.Cluster;

/// <summary>From the word after -o to what is printed.</summary>
internal static class OutputForms
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <exception cref="OptionException">Another word.</exception>
    public static OutputForm Parse(string? text) => text switch
    {
        null or "table" => OutputForm.Table,
        "wide" => OutputForm.Wide,
        "json" => OutputForm.Json,
        "yaml" => OutputForm.Yaml,
        _ => throw OptionException.Of("--output", text, "table, wide, json or yaml"),
    };

    /// <param name="document">For programs.</param>
    /// <param name="people">Given whether it may be wide.</param>
    public static string Write(this OutputForm form, Func<JsonNode> document, Func<bool, string> people) => form switch
    {
        OutputForm.Json => document().ToJsonString(Indented),
        OutputForm.Yaml => JsonToYaml.Write(document()).TrimEnd('\n'),
        _ => people(form == OutputForm.Wide),
    };
}
