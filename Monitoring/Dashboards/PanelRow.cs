namespace Headroom.Monitoring.Dashboards;

/// <summary>Panels under one heading.</summary>
internal sealed record PanelRow(string Title, params IReadOnlyList<Panel> Panels);
