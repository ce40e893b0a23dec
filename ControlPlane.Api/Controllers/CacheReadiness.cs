using Headroom.ControlPlane.Api.Health;
using Headroom.Operators.Hosting;

namespace Headroom.ControlPlane.Api.Controllers;

/// <summary>Not ready before every watch cache has been filled once.</summary>
internal sealed class CacheReadiness(OperatorReadiness readiness) : IReadinessCheck
{
    public string Name => "watch-caches";

    public string? Missing() => readiness.Unsynced() is { Count: > 0 } unsynced ? $"still listing {string.Join(", ", unsynced)}" : null;
}
