namespace Headroom.ControlPlane.Api.PowerDomains;

/// <summary>A node on a feed.</summary>
/// <param name="Domain">The feed it hangs on directly.</param>
/// <param name="DrawWatts">GPUs as measured, all else at its most.</param>
/// <param name="SafeWatts">Most it draws without a lease, as far as is known.</param>
/// <param name="Lease">Held, Expired (its cards are at their safe limits), NotGranted (Recommend), NeverReported or Unknown (this replica does not lead).</param>
/// <param name="HeardSecondsAgo">Since its agent's last report.</param>
/// <param name="PriorityLevel">Of its most important pod; level 0 is slowed down first.</param>
/// <param name="IsConfirmed">Its safe limits are known to be kept.</param>
internal sealed record PowerNodeItem(
    string Name, string Domain, long? DrawWatts, long? SafeWatts, string Lease, double? HeardSecondsAgo, int? PriorityLevel, bool IsConfirmed,
    string? AgentVersion, string? DriverVersion, IReadOnlyList<PowerGpuItem> Gpus);

/// <summary>One GPU.</summary>
/// <param name="State">Healthy, or what is wrong.</param>
/// <param name="LimitWatts">What the card obeys now.</param>
/// <param name="MaxLimitWatts">Highest limit that it takes: its nameplate.</param>
/// <param name="SafeLimitWatts">What it falls back to without a lease.</param>
/// <param name="LockedMegahertz">Null where its clock runs free.</param>
/// <param name="Load">drawWatts / maxLimitWatts.</param>
internal sealed record PowerGpuItem(
    string Uuid, string Model, string State, long? DrawWatts, long? LimitWatts, long? MaxLimitWatts, long? SafeLimitWatts, string SafeLimit,
    int? LockedMegahertz, double? Load);

/// <summary>Nodes by name.</summary>
internal sealed record PowerNodePage(IReadOnlyList<PowerNodeItem> Items);
