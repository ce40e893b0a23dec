namespace Headroom.Monitoring.Alerts;

/// <summary>Alerts that come and go with one part of the product.</summary>
internal sealed record AlertGroup(string Name, IReadOnlyList<AlertRule> Rules);
