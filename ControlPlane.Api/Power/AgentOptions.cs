using System.ComponentModel.DataAnnotations;

namespace Headroom.ControlPlane.Api.Power;

/// <summary>Section <c>Agents</c>: what node agents meet.</summary>
internal sealed class AgentOptions
{
    public const string Section = "Agents";

    /// <summary>The agents' service account. Any pod's token is bound to a node: only this account's speaks for it.</summary>
    [Required]
    [RegularExpression("^[^:]+:[^:]+$", ErrorMessage = "Agents:ServiceAccount is namespace:name.")]
    public string ServiceAccount { get; init; } = "headroom-system:headroom-node-agent";

    /// <summary>How long a token's review is believed; renewed in the background from half of it on.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:05:00")]
    public TimeSpan ReviewLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Two tokens a node, the old and the new, for 5,000 nodes and some to spare.</summary>
    [Range(16, 1_000_000)]
    public int CachedReviews { get; init; } = 16_384;
}
