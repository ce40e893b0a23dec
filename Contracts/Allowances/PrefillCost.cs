namespace Headroom.Contracts.Allowances;

/// <summary>What one server takes of an allowance while it is in prefill.</summary>
/// <param name="Group">GPU product, number of GPUs and level, as in the domain's status.</param>
/// <param name="Watts">Beyond what it draws when it only decodes, at the clock in force; rounded up.</param>
public sealed record PrefillCost(string Group, long Watts);
