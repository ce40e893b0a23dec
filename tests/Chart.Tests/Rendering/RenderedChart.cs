using YamlDotNet.RepresentationModel;

namespace Headroom.Chart.Tests.Rendering;

/// <summary>The objects of a rendered chart.</summary>
internal sealed class RenderedChart
{
    public RenderedChart(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        Objects = [.. stream.Documents.Select(static d => d.RootNode).OfType<YamlMappingNode>().Select(static n => new RenderedObject(n))];
    }

    public IReadOnlyList<RenderedObject> Objects { get; }

    /// <summary>As one stream that kubectl takes.</summary>
    public static string Text(IEnumerable<RenderedObject> objects)
    {
        var writer = new StringWriter();
        new YamlStream(objects.Select(static o => new YamlDocument(o.Root))).Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    public RenderedObject Single(string kind, string name) => Objects.Single(o => o.Kind == kind && o.Name == name);
}
