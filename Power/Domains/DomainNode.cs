using Headroom.Units;

namespace Headroom.Power.Domains;

/// <summary>One power domain as declared: a row, a rack, a feed.</summary>
/// <param name="Parent">Name of the domain that feeds it; null for a root.</param>
/// <param name="Idle">What its own servers draw with nothing running and nothing to save; children's not included.</param>
/// <param name="Nodes">Servers fed directly.</param>
public sealed record DomainNode(string Name, string? Parent, Watts Budget, Watts Idle, IReadOnlyList<string> Nodes);
