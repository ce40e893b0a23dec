using Headroom.Units;

namespace Headroom.Power.Policies;

/// <summary>
/// The hardware brake behind every policy: on for all at the first draw above budget, let go in stages.
/// </summary>
/// <remarks>
/// A brake released all at once meets the backlog it built and brakes again. State → next:
/// Off, draw &gt; budget → On. On, held and draw under the release level → Stage 1 (highest priority level free, the rest
/// braked) → one more level each stage, every freed group at its floor clock → Off. Any stage, draw &gt; budget → On.
/// </remarks>
public sealed class BrakeLatch
{
    private const long HoldMilliseconds = 10_000;
    private const long StageMilliseconds = 10_000;
    private const double ReleaseBelow = .9;

    private readonly IReadOnlyList<PowerGroup> _groups;
    private readonly int[] _levels;
    private int _freed;
    private long _since;

    public BrakeLatch(IReadOnlyList<PowerGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        _groups = groups;
        _levels = [.. groups.Select(g => g.Level).Distinct().OrderDescending()];
    }

    public bool IsOn { get; private set; }

    /// <summary>Overlays the brake on what the policy wanted.</summary>
    public void Apply(in DomainReading reading, PowerPlan plan)
    {
        var isOver = reading.Draw is { } draw && draw > reading.Budget;
        if (isOver)
        {
            // A draw above budget while the brake is landing does not restart the hold.
            _since = IsOn && _freed == 0 ? _since : reading.AtMilliseconds;
            (IsOn, _freed) = (true, 0);
        }
        else if (IsOn && reading.AtMilliseconds - _since >= (_freed == 0 ? HoldMilliseconds : StageMilliseconds)
            && reading.Utilisation < ReleaseBelow)
        {
            _freed++;
            _since = reading.AtMilliseconds;
            IsOn = _freed <= _levels.Length;
        }

        if (!IsOn)
        {
            plan.Braked.AsSpan().Clear();
            return;
        }

        plan.Reason = _freed == 0 ? PlanReason.Braking : PlanReason.BrakeRelease;
        for (var g = 0; g < _groups.Count; g++)
        {
            plan.Braked[g] = Array.IndexOf(_levels, _groups[g].Level) >= _freed;
            plan.Clocks[g] = Megahertz.Min(plan.Clocks[g], _groups[g].Caps.Clocks[^1]);
        }
    }
}
