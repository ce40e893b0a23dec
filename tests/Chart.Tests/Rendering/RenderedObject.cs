using YamlDotNet.RepresentationModel;

namespace Headroom.Chart.Tests.Rendering;

/// <summary>One object of a rendered chart.</summary>
internal sealed class RenderedObject(YamlMappingNode root)
{
    public YamlMappingNode Root => root;

    public string Kind => Text("kind")!; // every manifest has one

    public string Name => Text("metadata", "name")!; // every manifest has one

    public string Namespace => Text("metadata", "namespace") ?? "";

    public override string ToString() => $"{Kind}/{Name}";

    /// <summary>A scalar by its path; null where there is none.</summary>
    public string? Text(params string[] path) => (Find(root, path) as YamlScalarNode)?.Value;

    public YamlNode? Find(params string[] path) => Find(root, path);

    /// <summary>The pod that it is or makes; null for all other kinds.</summary>
    public YamlMappingNode? PodSpec => Kind switch
    {
        "Pod" => Find("spec") as YamlMappingNode,
        "Deployment" or "StatefulSet" or "DaemonSet" or "Job" => Find("spec", "template", "spec") as YamlMappingNode,
        _ => null,
    };

    public static YamlNode? Find(YamlNode node, params string[] path)
    {
        YamlNode? found = node;
        foreach (var part in path)
        {
            found = (found as YamlMappingNode)?.Children.FirstOrDefault(c => (c.Key as YamlScalarNode)?.Value == part).Value;
        }

        return found;
    }

    public static IEnumerable<YamlMappingNode> Items(YamlNode? list) => (list as YamlSequenceNode)?.OfType<YamlMappingNode>() ?? [];
}
