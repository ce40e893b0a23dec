namespace Headroom.Simulation.Power;

/// <summary>What one run of a row showed.</summary>
public sealed record RowOutcome
{
    /// <summary>Times the brake went on.</summary>
    public required int Brakes { get; init; }

    /// <summary>Highest mean over one telemetry interval, watts.</summary>
    public required double PeakWatts { get; init; }

    /// <summary>Largest rise from one reading to that 40 s later, watts.</summary>
    public required double LargestRiseWatts { get; init; }

    /// <summary>Seconds above budget, whatever was done.</summary>
    public required double SecondsOverBudget { get; init; }

    /// <summary>Seconds above budget beyond the first five of each stretch, which are the brake's own.</summary>
    public required double Violations { get; init; }

    /// <summary>Share of the time in which the clock of low priority was below its highest.</summary>
    public required double CappedShare { get; init; }

    /// <summary>Tokens of the requests that started.</summary>
    public required double Tokens { get; init; }

    /// <summary>Clock changes per group and day.</summary>
    public required double CommandsPerDay { get; init; }

    public required LatencyHistogram Low { get; init; }

    public required LatencyHistogram High { get; init; }

    public required double Seconds { get; init; }
}
