namespace Headroom.Monitoring.Dashboards;

/// <summary>One panel.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Description">How to read it, for somebody who sees it for the first time.</param>
/// <param name="Unit">Grafana's name of the unit, such as watt or percentunit.</param>
/// <param name="Queries">One line or number each.</param>
public sealed record Panel(string Title, string Description, string Unit, params IReadOnlyList<PanelQuery> Queries)
{
    /// <summary>timeseries, stat or table.</summary>
    public string Kind { get; init; } = "timeseries";

    /// <summary>Of 24 columns.</summary>
    public int Width { get; init; } = 12;

    /// <summary>Where the colour turns from good to bad; null where nothing is bad. A value below it is bad when the sign is turned by <see cref="IsLowBad"/>.</summary>
    public double? Threshold { get; init; }

    public bool IsLowBad { get; init; }
}
