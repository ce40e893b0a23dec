using Headroom.Contracts.Allowances;

namespace Headroom.Operators.Power.Allowances;

/// <summary>An allowance and how long it holds once issued.</summary>
/// <param name="Allowance">Of one gateway.</param>
/// <param name="Lease">Of the domain.</param>
internal sealed record BoundAllowance(DomainAllowance Allowance, TimeSpan Lease);
