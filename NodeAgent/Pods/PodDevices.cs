namespace Headroom.NodeAgent.Pods;

/// <summary>The GPU devices that the kubelet gave a pod, by the device plugin's names for them.</summary>
internal sealed record PodDevices(PodName Pod, IReadOnlyList<string> Devices);
