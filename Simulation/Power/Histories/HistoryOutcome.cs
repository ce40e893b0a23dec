namespace Headroom.Simulation.Power.Histories;

/// <summary>What one policy did with one number of servers.</summary>
public sealed record HistoryOutcome
{
    public required int Servers { get; init; }

    /// <summary>Times the brake went on.</summary>
    public required int Brakes { get; init; }

    public required double BrakesPerWeek { get; init; }

    /// <summary>Share of the time in which low priority ran below its highest clock or under a limit.</summary>
    public required double CappedShare { get; init; }

    /// <summary>Share of the time above the budget, whatever was done.</summary>
    public required double OverShare { get; init; }

    /// <summary>Highest mean over two seconds, over the budget.</summary>
    public required double PeakShare { get; init; }

    /// <summary>Longest that a prompt waited for the ones before it, seconds.</summary>
    public required double LongestWaitSeconds { get; init; }

    public required Slowdown Low { get; init; }

    public required Slowdown High { get; init; }

    /// <summary>No brake; high priority within 1 and 5%, low within 5 and 50%, at the 50th and the 99th percentile.</summary>
    public bool IsAccepted => Brakes == 0 && High is { P50: < .01, P99: < .05 } && Low is { P50: < .05, P99: < .5 };
}
