namespace Headroom.Bench.Reconciling;

/// <summary>What one measured phase showed.</summary>
/// <param name="DecisionsPerSecond">Decisions made over wall time.</param>
/// <param name="P99Milliseconds">99th percentile of observe–decide–act.</param>
/// <param name="ScalesPerSecond">Scales written to targets over wall time.</param>
/// <param name="ControlPlaneCores">Cores the control plane used.</param>
/// <param name="ClusterCores">Cores the cluster process used.</param>
/// <param name="ResidentBytes">Resident set of the control plane at the end.</param>
internal sealed record Phase(
    double DecisionsPerSecond, double P99Milliseconds, double ScalesPerSecond, double ControlPlaneCores, double ClusterCores, long ResidentBytes);
