namespace Headroom.Operators.Power.Tree;

/// <summary>A node in its place.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Domain">Index of the domain that feeds it directly.</param>
/// <param name="HasGpus">Whether an agent must report for it.</param>
internal readonly record struct TreeMember(string Node, int Domain, bool HasGpus);
