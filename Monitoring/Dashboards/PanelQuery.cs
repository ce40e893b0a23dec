namespace Headroom.Monitoring.Dashboards;

/// <summary>PromQL and how its series are named.</summary>
internal sealed record PanelQuery(string Expression, string Legend);
