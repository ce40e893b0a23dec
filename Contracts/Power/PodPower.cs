namespace Headroom.Contracts.Power;

/// <summary>What one pod's share of the node's GPUs draws.</summary>
/// <param name="Namespace">Of the pod.</param>
/// <param name="Name">Of the pod.</param>
/// <param name="Milliwatts">Over the last second.</param>
/// <param name="Millijoules">Since this agent started; shares of all pods and the idle rest add up to the cards' energy.</param>
/// <remarks>A struct, as <see cref="GpuReport"/> is: a node's pods are one array.</remarks>
public readonly record struct PodPower(string Namespace, string Name, ulong Milliwatts, ulong Millijoules);
