namespace Headroom.Simulation.Fleet.Days;

/// <param name="Policy">Name.</param>
/// <param name="Dollars">For the day, starting and leaving GPUs included.</param>
/// <param name="MetPercent">Share of the requests that found room, and so were served within their level.</param>
/// <param name="SpotPercent">Share of the GPU time that was spot.</param>
/// <param name="Starts">GPUs started.</param>
/// <param name="Interrupted">GPUs taken back.</param>
public sealed record FleetDayOutcome(string Policy, double Dollars, double MetPercent, double SpotPercent, int Starts, int Interrupted);
