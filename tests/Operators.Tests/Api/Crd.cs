using YamlDotNet.RepresentationModel;

namespace Headroom.Operators.Tests.Api;

/// <summary>The CRD as it is shipped.</summary>
internal static class Crd
{
    private const string Chart = "charts/headroom/crds/predictiveautoscalers.headroom.dev.yaml";

    /// <summary>The openAPIV3Schema of the served version.</summary>
    public static YamlMappingNode Schema()
    {
        using var reader = File.OpenText(Path.Combine(Repository.Root, Chart));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var versions = (YamlSequenceNode)Child((YamlMappingNode)yaml.Documents[0].RootNode, "spec").Children["versions"];
        return Child(Child((YamlMappingNode)versions[0], "schema"), "openAPIV3Schema");
    }

    public static IEnumerable<(string Name, YamlMappingNode Schema)> Properties(YamlMappingNode schema) =>
        schema.Children.TryGetValue("properties", out var properties)
            ? ((YamlMappingNode)properties).Children.Select(p => (((YamlScalarNode)p.Key).Value!, (YamlMappingNode)p.Value))
            : [];

    public static YamlMappingNode Property(YamlMappingNode schema, string name) => Child(Child(schema, "properties"), name);

    public static YamlMappingNode Child(YamlMappingNode node, string name) => (YamlMappingNode)node.Children[name];

    /// <summary>A scalar as text; null where there is none, or where a list or an object stands.</summary>
    public static string? Text(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value) ? (value as YamlScalarNode)?.Value : null;
}
