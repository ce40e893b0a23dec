using System.ComponentModel.DataAnnotations;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>Section <c>Store</c>. The database itself is <c>ConnectionStrings:Headroom</c>; without one there is none.</summary>
internal sealed class StoreOptions
{
    public const string Section = "Store";

    /// <summary>A month answers "why did it scale on the 3rd?".</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3660.00:00:00")]
    public TimeSpan DecisionRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>A year and a month: the same week of last year can be compared.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3660.00:00:00")]
    public TimeSpan RollupRetention { get; init; } = TimeSpan.FromDays(400);

    [Range(typeof(TimeSpan), "1.00:00:00", "3660.00:00:00")]
    public TimeSpan EventRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>A year and a month; the database keeps every entry for thirty days whatever this says.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3660.00:00:00")]
    public TimeSpan AuditRetention { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Folder that fitted forecasts are kept in, in place of the database; empty keeps them in the database.</summary>
    public string? ModelFolder { get; init; }

    /// <summary>How often an idle connection is checked; a failing write is noticed at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan CheckPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between two attempts to reconnect.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);
}
