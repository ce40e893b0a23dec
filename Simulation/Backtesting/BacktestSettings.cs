using Headroom.Scaling.Policies;

namespace Headroom.Simulation.Backtesting;

/// <summary>What is replayed and how it is judged.</summary>
public sealed record BacktestSettings
{
    /// <summary>In the order of the report, each once.</summary>
    public required IReadOnlyList<PolicyKind> Policies { get; init; }

    /// <summary>Whether the fewest replicas without a violation, known in advance, are shown too.</summary>
    public required bool HasOracle { get; init; }

    /// <summary>Share of steps in which load must not pass capacity, (0, 1).</summary>
    public required double ServiceLevel { get; init; }

    /// <summary>Load that one replica carries, &gt; 0.</summary>
    public required double Capacity { get; init; }

    /// <summary>Steps from a decision to its effect, ≥ 1.</summary>
    public required int Lead { get; init; }

    /// <summary>Steps to learn from before decisions count.</summary>
    public required int Training { get; init; }

    /// <summary>≥ 1.</summary>
    public required int MinReplicas { get; init; }

    /// <summary>≥ <see cref="MinReplicas"/>.</summary>
    public required int MaxReplicas { get; init; }

    /// <summary>Dollars per replica and hour, ≥ 0.</summary>
    public required double ReplicaCostPerHour { get; init; }

    /// <summary>Dollars per unit of unserved demand and hour; null lets the service level alone drive.</summary>
    public double? ShortfallCostPerUnitHour { get; init; }

    /// <summary>Window of the violation budget.</summary>
    public TimeSpan BudgetWindow { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Whether hpa and kpa get the threshold that suited the learning part best; otherwise their own default, as an operator runs them.</summary>
    public bool TunesThresholds { get; init; } = true;
}
