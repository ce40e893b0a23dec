namespace Headroom.Simulation.Power.Histories;

/// <summary>All policies on the same rows.</summary>
/// <param name="FreeBound">Servers that fit when nothing is ever held back.</param>
/// <param name="Policies">In the order asked for.</param>
/// <param name="Coarse">
/// Where the history is too coarse to show its peaks: what is assumed between samples, which <paramref name="FreeBound"/> and
/// <paramref name="Policies"/> then rest on. Null where it is fine enough.
/// </param>
public sealed record StudyResult(
    RowHistory History, HistorySettings Settings, int FreeBound, IReadOnlyList<PolicyResult> Policies, CoarseResult? Coarse);
