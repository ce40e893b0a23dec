using System.Text.Json;
using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Hosting;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>A decision as the stream sends it, serialised once for all clients.</summary>
internal sealed class LiveEvent(long id, DecisionItem decision)
{
    private readonly Lazy<string> _json = new(() => JsonSerializer.Serialize(decision, ApiJson.Default.DecisionItem));

    public long Id => id;

    public string Json => _json.Value;

    public bool Matches(string? ns, string? name) =>
        (ns is null || decision.Namespace == ns) && (name is null || decision.Name == name);
}
