namespace Headroom.Operators.Power.Tree;

/// <summary>A Kubernetes node as a feed sees it.</summary>
/// <param name="Name">Of the node.</param>
/// <param name="Labels">What selectors look at.</param>
/// <param name="HasGpus">Whether it offers GPUs, so that an agent must report for it.</param>
internal sealed record PowerNode(string Name, IReadOnlyDictionary<string, string>? Labels, bool HasGpus = false);
