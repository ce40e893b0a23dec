namespace Headroom.ControlPlane.Api.PowerDomains;

/// <summary>What one group of nodes is held to; in Recommend what it would be held to.</summary>
/// <param name="Group">GPU product and priority level.</param>
/// <param name="Nodes">In it.</param>
/// <param name="ClockMegahertz">Locked clock; null where it runs free.</param>
/// <param name="PowerLimitWatts">For each GPU; null where the default stands.</param>
/// <param name="IsBraked">By the brake, beyond what the policy asks for.</param>
internal sealed record PowerCapItem(string Group, int Nodes, int? ClockMegahertz, long? PowerLimitWatts, bool IsBraked);
