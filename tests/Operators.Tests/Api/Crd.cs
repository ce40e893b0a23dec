using YamlDotNet.RepresentationModel;

namespace Headroom.Operators.Tests.Api;

/// <summary>The CRDs as they are shipped.</summary>
internal static class Crd
{
    private static readonly string Folder = Path.Combine(Repository.Root, "charts/headroom/crds");

    /// <summary>Every kind that is shipped, in lower-case plural.</summary>
    public static IEnumerable<string> Plurals => Directory.GetFiles(Folder).Select(static f => Path.GetFileName(f).Split('.')[0]).Order(StringComparer.Ordinal);

    /// <summary>The openAPIV3Schema of the served version.</summary>
    /// <param name="plural">Of the kind, lower case.</param>
    public static YamlMappingNode Schema(string plural)
    {
        using var reader = File.OpenText(Path.Combine(Folder, $"{plural}.headroom.dev.yaml"));
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
