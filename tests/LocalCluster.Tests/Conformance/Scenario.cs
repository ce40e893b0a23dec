using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Tests.Conformance;

/// <summary>A table of commands that run one after the other in a namespace of their own.</summary>
/// <param name="IsAlone">Its commands move the pods of other tables: it gets a cluster of its own.</param>
internal sealed record Scenario(string Name, bool IsAlone, IReadOnlyList<Step> Steps)
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Conformance", "Tables");

    public static IEnumerable<string> Names() =>
        Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static Scenario Load(string name)
    {
        var json = (JsonObject)YamlJson.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.yaml")))!; // a table is a mapping
        if (json.Str("only") == "simulation")
        {
            foreach (var step in json.Arr("steps").Objects())
            {
                step["only"] = "simulation";
            }
        }

        return new Scenario(name, json.Bool("alone") is true, [.. json.Arr("steps").Objects().Select(Step.Parse)]);
    }
}
