using Headroom.Scaling.Planning;

namespace Headroom.Scaling.Policies;

/// <summary>What a policy may look at when it decides: nothing of it lies in the future.</summary>
public readonly ref struct PolicyInput
{
    /// <summary>Load of the step that has just ended.</summary>
    public required double Load { get; init; }

    /// <summary>Replicas that served it.</summary>
    public required int Replicas { get; init; }

    /// <summary>Whether that step was violated.</summary>
    public required bool IsMiss { get; init; }

    /// <summary>Load expected when the decision lands.</summary>
    public required double Point { get; init; }

    /// <summary>The load that is exceeded with each probability of the forecaster's grid when the decision lands, ascending loads.</summary>
    public ReadOnlySpan<double> Upper { get; init; }

    /// <summary>The probabilities of exceedance, falling.</summary>
    public ReadOnlySpan<double> Exceedance { get; init; }

    /// <summary>The whole distribution when the decision lands; null where the forecaster gives none.</summary>
    public DemandDraws? Draws { get; init; }
}
