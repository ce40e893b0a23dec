using Headroom.Scaling.ColdStart.Gaps;

namespace Headroom.Scaling.ColdStart.Services;

/// <summary>A policy that plans each gap when it begins: fixed keep-alive, Knative's, the hybrid histogram.</summary>
/// <param name="policy">Fresh.</param>
public sealed class GapKeepAlive(IGapPolicy policy) : IKeepAlivePolicy
{
    private readonly Dictionary<int, (double Since, IdlePlan Plan)> _idle = [];

    public IReadOnlyList<int> Touched => [];

    public void Arrive(double time, int service)
    {
        if (_idle.Remove(service, out var idle) && time > idle.Since)
        {
            policy.Observe(service, time - idle.Since);
        }
    }

    public void Finish(double time, int service) => _idle[service] = (time, policy.Plan(service));

    public void StartedUp(int service, double seconds)
    {
    }

    public void Idled(double idleFor, double seconds, bool isLoaded)
    {
    }

    public KeepVerdict Decide(double time, int service, bool isLoaded)
    {
        if (!_idle.TryGetValue(service, out var idle))
        {
            return new KeepVerdict(false, double.PositiveInfinity);
        }

        var (since, plan) = idle;
        return time < since + plan.Keep ? new KeepVerdict(true, since + plan.Keep)
            : time < since + plan.LoadAfter ? new KeepVerdict(false, since + plan.LoadAfter)
            : time < since + plan.UnloadAfter ? new KeepVerdict(true, since + plan.UnloadAfter)
            : new KeepVerdict(false, double.PositiveInfinity);
    }
}
