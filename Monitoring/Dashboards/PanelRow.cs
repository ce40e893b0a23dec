namespace Headroom.Monitoring.Dashboards;

/// <summary>Panels under one heading.</summary>
public sealed record PanelRow(string Title, params IReadOnlyList<Panel> Panels);
