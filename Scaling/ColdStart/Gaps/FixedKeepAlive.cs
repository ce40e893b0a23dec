namespace Headroom.Scaling.ColdStart.Gaps;

/// <summary>Every service stays loaded for the same time: what platforms do by default.</summary>
/// <param name="seconds">Keep-alive, ≥ 0.</param>
public sealed class FixedKeepAlive(double seconds) : IGapPolicy
{
    public IdlePlan Plan(int service) => new(seconds);

    public void Observe(int service, double gap)
    {
    }
}
