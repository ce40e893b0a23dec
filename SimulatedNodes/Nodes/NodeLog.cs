using System.Text;

namespace Headroom.SimulatedNodes.Nodes;

/// <summary>Lines of one node's agent among those of the others.</summary>
internal sealed class NodeLog(TextWriter all, string node) : TextWriter
{
    public override Encoding Encoding => all.Encoding;

    public override void WriteLine(string? value) => all.WriteLine($"{node}: {value}");
}
