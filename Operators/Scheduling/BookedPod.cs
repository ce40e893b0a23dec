using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Scheduling;

/// <summary>A pod on a node, as it was seen or as it was decided a moment ago.</summary>
/// <param name="Shape">What it takes.</param>
/// <param name="Node">Name.</param>
/// <param name="Gpus">Which of the node's.</param>
/// <param name="AssumedUntil">While nobody has seen it bound; null once somebody has.</param>
internal sealed record BookedPod(PodShape Shape, string Node, GpuSet Gpus, DateTimeOffset? AssumedUntil);
