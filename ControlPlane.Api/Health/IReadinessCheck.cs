namespace Headroom.ControlPlane.Api.Health;

/// <summary>Something that must be true before this process is sent work, such as a cache that has synced.</summary>
internal interface IReadinessCheck
{
    /// <summary>As /readyz?verbose shows it, e.g. "autoscaler-cache".</summary>
    string Name { get; }

    /// <returns>Null when ready, else what is missing.</returns>
    string? Missing();
}
