namespace Headroom.LocalCluster.Simulation;

/// <param name="Effect">NoSchedule, PreferNoSchedule or NoExecute.</param>
public sealed record NodeTaint(string Key, string Value, string Effect);
