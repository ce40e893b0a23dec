using Headroom.Power.Models;
using Headroom.Units;

namespace Headroom.Simulation.Power.Histories;

/// <summary>The feed, its servers and its control loop.</summary>
public sealed record HistorySettings
{
    public required Watts Budget { get; init; }

    /// <summary>What clocks and limits do to a server; all are alike.</summary>
    public required ServerModel Server { get; init; }

    /// <summary>Names of <see cref="HistoryPolicies"/>, each once.</summary>
    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>Accepted by forecasting policies, per decision: that the draw passes the budget before the next command lands.</summary>
    public double Risk { get; init; } = 1e-5;

    /// <summary>Share of the servers that is slowed down first, [0, 1].</summary>
    public double LowShare { get; init; } = .5;

    /// <summary>From a decision until a cap is in force.</summary>
    public double CommandSeconds { get; init; } = 40;

    /// <summary>From a decision until the brake is in force.</summary>
    public double BrakeSeconds { get; init; } = 5;

    /// <summary>Of the servers that are added, and of which server is of low priority.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long a row is taken to stay off its samples where they are too far apart to show it: about what a feed rides through.</summary>
    public double SwingSeconds { get; init; } = 10;

    /// <summary>Samples further apart show neither peaks nor how a draw rises while a cap lands.</summary>
    public TimeSpan FinestNeeded => TimeSpan.FromSeconds(Math.Max(CommandSeconds / 4, 5 * TelemetrySeconds));

    /// <summary>Between two readings, as in the product.</summary>
    internal const double TelemetrySeconds = 2;

    /// <summary>What decode and prefill draw, as published.</summary>
    internal static PhaseDraw Phases => PhaseDraw.Bloom;
}
