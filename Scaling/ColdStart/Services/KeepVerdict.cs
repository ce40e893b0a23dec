namespace Headroom.Scaling.ColdStart.Services;

/// <param name="IsWorth">Whether the service should be loaded, or loading, now.</param>
/// <param name="Until">When that is to be asked again, unless something comes before; infinite for not before.</param>
public readonly record struct KeepVerdict(bool IsWorth, double Until);
