using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Simulation.Power;

/// <summary>Applies one fault to what the row does and to what the controller sees.</summary>
/// <remarks>
/// Leases: without a decision for <see cref="LeaseSeconds"/> every agent sets its safe power limit; it is lifted with the
/// next decision. Gateways keep the last allowance.
/// </remarks>
internal sealed class FaultLoop(RowFault? fault, RowEngine engine, RowActuators actuators, TokenSizes sizes)
{
    private const double LeaseSeconds = 5;

    /// <summary>Prompts of this many seconds are long, but not extreme.</summary>
    private const double LongPrompt = .54;

    private Watts? _stuckAt;
    private bool _isSafe;
    private bool _hasBurst;

    public static int Apart(RowFault? fault) =>
        fault is { Kind: RowFaultKind.DeadAgents or RowFaultKind.IgnoringAgents } ? fault.Servers : 0;

    public bool IsSilent(double at) => fault is { Kind: RowFaultKind.SilentController } && fault.IsOn(at);

    public void Before(double at)
    {
        if (fault is null)
        {
            return;
        }

        actuators.AreApartFrozen = fault.Kind == RowFaultKind.IgnoringAgents || (fault.Kind == RowFaultKind.DeadAgents && fault.IsOn(at));
        var isSafe = IsSilent(at) && at - fault.StartSeconds >= LeaseSeconds;
        if (isSafe != _isSafe)
        {
            _isSafe = isSafe;
            actuators.SetSafe(isSafe);
        }

        if (fault.Kind == RowFaultKind.PrefillBurst && fault.IsOn(at) && !_hasBurst)
        {
            _hasBurst = true;
            engine.Burst(Array.FindIndex(sizes.Sizes, s => s.Seconds >= LongPrompt) is >= 0 and var found ? found : 0);
        }
    }

    /// <summary>What is read in the place of the truth.</summary>
    public Watts Distort(double at, Watts read, GroupReading[] groups)
    {
        if (fault is null || !fault.IsOn(at))
        {
            return read;
        }

        switch (fault.Kind)
        {
            case RowFaultKind.StuckMeter:
                return _stuckAt ??= read;
            case RowFaultKind.LostTelemetry:
                for (var g = 0; g < groups.Length; g++)
                {
                    // Half of the lost in each class; what they do is not in the sums.
                    var lost = Math.Min((fault.Servers + g) / groups.Length, groups[g].Servers);
                    groups[g] = groups[g] with
                    {
                        Uncontrolled = lost, Prefilling = groups[g].Prefilling * (groups[g].Servers - lost) / groups[g].Servers,
                    };
                }

                return read;
            case RowFaultKind.DeadAgents or RowFaultKind.IgnoringAgents:
                groups[0] = groups[0] with { Uncontrolled = Math.Min(fault.Servers, groups[0].Servers) };
                return read;
            default:
                return read;
        }
    }
}
