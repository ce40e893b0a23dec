using Headroom.Units;

namespace Headroom.Power.Safety;

/// <summary>A feed with a breaker.</summary>
/// <param name="Name">Of the PowerDomain.</param>
/// <param name="Budget">What it may draw.</param>
/// <param name="Parent">Index of the domain that feeds it, smaller than its own; −1 for a root.</param>
public sealed record SafetyDomain(string Name, Watts Budget, int Parent);
