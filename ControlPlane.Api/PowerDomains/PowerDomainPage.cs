namespace Headroom.ControlPlane.Api.PowerDomains;

/// <summary>Each domain behind the one that feeds it; siblings by name.</summary>
internal sealed record PowerDomainPage(IReadOnlyList<PowerDomainItem> Items);
