namespace Headroom.Monitoring.Dashboards;

/// <summary>One panel.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Description">How to read it, for somebody who sees it for the first time.</param>
/// <param name="Unit">Grafana's name of the unit, such as watt or percentunit.</param>
/// <param name="Queries">One line or number each.</param>
internal sealed record Panel(string Title, string Description, string Unit, params IReadOnlyList<PanelQuery> Queries)
{
    /// <summary>timeseries or stat.</summary>
    public string Kind { get; init; } = "timeseries";

    /// <summary>Of 24 columns.</summary>
    public int Width { get; init; } = 12;

    /// <summary>Where the colour turns from good to bad; null where nothing is bad.</summary>
    public double? Threshold { get; init; }

    /// <summary>True where values below the threshold are the bad ones.</summary>
    public bool IsLowBad { get; init; }
}
