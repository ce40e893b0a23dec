namespace Headroom.Scaling.ColdStart.Services;

/// <summary>What idling and waiting cost, in any one unit.</summary>
/// <param name="IdleSecond">A second that a service is loaded and idle, &gt; 0.</param>
/// <param name="WaitedSecond">A second that a request waits for a load, &gt; 0.</param>
public sealed record ColdStartPrice(double IdleSecond, double WaitedSecond);
