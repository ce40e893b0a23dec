namespace Headroom.Monitoring.Dashboards;

/// <summary>One dashboard; its uid never changes, so that links stay good.</summary>
internal sealed record Dashboard(string Name, string Title, string Description, IReadOnlyList<Variable> Variables, params IReadOnlyList<PanelRow> Rows)
{
    public string Uid => "headroom-" + Name;

    public IEnumerable<Panel> Panels => Rows.SelectMany(static r => r.Panels);
}
