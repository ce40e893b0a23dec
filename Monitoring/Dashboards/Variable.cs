namespace Headroom.Monitoring.Dashboards;

/// <summary>A choice at the top of a dashboard: the values of a label.</summary>
internal sealed record Variable(string Name, string Label, string Metric, string Of);
