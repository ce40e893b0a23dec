namespace Headroom.Power.Policies;

/// <summary>A policy whose plans carry an allowance that gateways must obey.</summary>
public interface IGatesPrefills : IPowerPolicy;
