using System.Text;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>A decision as the stream sends it, framed once for all clients.</summary>
internal sealed class LiveEvent(DecisionMade made)
{
    private readonly byte[] _frame =
        [.. Encoding.ASCII.GetBytes($"id: {made.EventId}\nevent: decision\ndata: "), .. made.Json, (byte)'\n', (byte)'\n'];

    public long Id { get; } = made.EventId;

    public ReadOnlyMemory<byte> Frame => _frame;

    private string Namespace { get; } = made.Namespace;

    private string Name { get; } = made.Name;

    public bool Matches(string? ns, string? name) => (ns is null || Namespace == ns) && (name is null || Name == name);
}
