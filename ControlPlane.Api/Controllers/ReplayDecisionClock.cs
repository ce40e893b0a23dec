using Headroom.ControlPlane.Api.About;
using Headroom.Operators.Clocks;

namespace Headroom.ControlPlane.Api.Controllers;

/// <summary>The controllers' clock as the API shows it.</summary>
internal sealed class ReplayDecisionClock(ReplayClock clock) : IDecisionClock
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public double Speed => clock.Speed;
}
