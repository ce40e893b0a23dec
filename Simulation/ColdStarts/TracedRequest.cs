namespace Headroom.Simulation.ColdStarts;

/// <param name="Time">Seconds since any fixed midnight.</param>
/// <param name="Duration">Seconds that the answer takes once the service is loaded, ≥ 0.</param>
/// <param name="Service">0 and up, in the order of first use.</param>
/// <param name="Client">0 and up; −1 where it is not known.</param>
public readonly record struct TracedRequest(double Time, double Duration, int Service, int Client);
