namespace Headroom.Monitoring.Tests.Alerts;

/// <summary>Series that make one alert fire, and then clear.</summary>
/// <param name="Alert">Its name.</param>
/// <param name="Fires">When it must fire.</param>
/// <param name="Clears">When it must be over.</param>
/// <param name="Series">Metric and values as promtool writes them, one each 15 s; <c>|</c> between the two.</param>
internal sealed record AlertCase(string Alert, string Fires, string Clears, params string[] Series)
{
    /// <summary>Before it may fire: shortly after the fault, within the time that it must hold.</summary>
    public string? StillQuiet { get; init; }
}
