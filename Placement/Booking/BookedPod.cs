using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Booking;

/// <summary>A pod on a node, as it was seen or as it was decided a moment ago.</summary>
/// <param name="Shape">What it takes.</param>
/// <param name="Node">Name.</param>
/// <param name="Gpus">Which of the node's; none where a pod with GPUs was seen and nobody said which.</param>
/// <param name="AssumedUntil">While nobody has seen it bound; null once somebody has.</param>
/// <param name="IsPlaced">Whether it is counted on its node; not where the node is unknown, or full by our count.</param>
internal sealed record BookedPod(PodShape Shape, string Node, GpuSet Gpus, DateTimeOffset? AssumedUntil, bool IsPlaced);
