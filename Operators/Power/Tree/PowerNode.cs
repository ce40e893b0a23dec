namespace Headroom.Operators.Power.Tree;

/// <summary>A Kubernetes node as a feed sees it.</summary>
/// <param name="Name">Of the node.</param>
/// <param name="Labels">What selectors look at.</param>
internal sealed record PowerNode(string Name, IReadOnlyDictionary<string, string>? Labels);
