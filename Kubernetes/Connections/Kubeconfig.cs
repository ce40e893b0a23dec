using System.Text.Json.Nodes;
using Headroom.Kubernetes.Manifests;

namespace Headroom.Kubernetes.Connections;

/// <summary>A kubeconfig, merged from one or more files: of entries with the same name the first counts.</summary>
internal sealed class Kubeconfig
{
    private readonly Dictionary<(string List, string Name), KubeconfigEntry> _entries = [];

    public string? CurrentContext { get; private set; }

    /// <exception cref="FormatException">A file is no kubeconfig.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Kubeconfig Load(IEnumerable<string> paths)
    {
        var merged = new Kubeconfig();
        foreach (var path in paths)
        {
            merged.Merge(path);
        }

        return merged;
    }

    /// <exception cref="FormatException">There is no such entry.</exception>
    public KubeconfigEntry Get(string list, string name) =>
        _entries.GetValueOrDefault((list, name)) ?? throw new FormatException($"the kubeconfig has no '{name}' under {list}");

    private void Merge(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        foreach (var document in YamlToJson.Read(File.ReadAllText(path)))
        {
            CurrentContext ??= document["current-context"]?.ToString() is { Length: > 0 } current ? current : null;
            foreach (var (list, item) in new[] { ("clusters", "cluster"), ("contexts", "context"), ("users", "user") })
            {
                foreach (var entry in document[list] as JsonArray ?? [])
                {
                    if (entry?["name"]?.ToString() is { } name)
                    {
                        _entries.TryAdd((list, name), new KubeconfigEntry(entry[item] as JsonObject ?? [], folder));
                    }
                }
            }
        }
    }
}
