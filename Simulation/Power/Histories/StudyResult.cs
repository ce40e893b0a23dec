namespace Headroom.Simulation.Power.Histories;

/// <summary>All policies on the same rows.</summary>
/// <param name="FreeBound">Servers that fit when nothing is ever held back.</param>
/// <param name="Policies">In the order asked for.</param>
public sealed record StudyResult(RowHistory History, HistorySettings Settings, int FreeBound, IReadOnlyList<PolicyResult> Policies);
