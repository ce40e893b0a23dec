using Headroom.Power.Policies;
using Headroom.Simulation.Events;
using Headroom.Units;

namespace Headroom.Simulation.Power;

/// <summary>One policy on one row, from one seed.</summary>
public sealed class RowReplay
{
    private const double RiseSeconds = 40;

    /// <summary>The row starts empty; until it has filled, a rise is not the load's.</summary>
    private const double WarmUpSeconds = 600;

    private readonly RowSetting _setting;
    private readonly IPowerPolicy _policy;
    private readonly RowEngine _engine;
    private readonly LoadProcess _load;
    private readonly RowActuators _actuators;
    private readonly FaultLoop _faults;
    private readonly PowerPlan _plan;
    private readonly GroupReading[] _groups;
    private readonly double[] _recent;
    private readonly int _warmUp;
    private readonly int _servers;
    private readonly bool _isUnlimited;
    private FastRandom _noise;
    private int _brakes;
    private double _peak;
    private double _rise;
    private double _over;
    private double _stretch;
    private double _violation;
    private double _capped;
    private bool _wasBraking;

    /// <param name="servers">In the row; the odd one is of high priority.</param>
    /// <param name="fault">What goes wrong; null for nothing.</param>
    /// <param name="isUnlimited">The feed has no limit: what the others are held against.</param>
    public RowReplay(
        RowSetting setting, RowPhysics physics, LoadShape shape, TokenSizes sizes, IPowerPolicy policy, int servers, int seed,
        bool isUnlimited = false, RowFault? fault = null)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfLessThan(servers, 2);
        (_setting, _policy, _servers, _isUnlimited) = (setting, policy, servers, isUnlimited);
        _engine = new RowEngine(physics, sizes, servers, seed, isGated: policy is IGatesPrefills, setting.HasEngineGate, FaultLoop.Apart(fault));
        _load = new LoadProcess(shape, setting.TelemetrySeconds, seed);
        _actuators = new RowActuators(setting, policy.Groups, _engine);
        _faults = new FaultLoop(fault, _engine, _actuators, sizes);
        _plan = new PowerPlan(policy.Groups.Count);
        _groups = new GroupReading[policy.Groups.Count];
        _recent = new double[(int)(RiseSeconds / setting.TelemetrySeconds)];
        _warmUp = (int)(WarmUpSeconds / setting.TelemetrySeconds);
        _noise = new FastRandom(seed, "meter");
    }

    /// <param name="stopAtBrake">Ends at the first brake: enough to refuse a number of servers.</param>
    public RowOutcome Run(TimeSpan duration, bool stopAtBrake = false)
    {
        var steps = (int)(duration.TotalSeconds / _setting.TelemetrySeconds);
        var step = 0;
        for (; step < steps && !(stopAtBrake && _brakes > 0); step++)
        {
            Step(step);
        }

        var seconds = step * _setting.TelemetrySeconds;
        return new RowOutcome
        {
            Brakes = _brakes, PeakWatts = _peak, LargestRiseWatts = _rise, SecondsOverBudget = _over, Violations = _violation, Seconds = seconds,
            CappedShare = _capped / Math.Max(seconds, 1), Tokens = _engine.Bank.TokensDone,
            CommandsPerDay = _actuators.Commands / Math.Max(seconds / 86_400, 1e-9) / _groups.Length,
            Low = _engine.Bank.Latencies[0], High = _engine.Bank.Latencies[1],
        };
    }

    private void Step(int step)
    {
        var bank = _engine.Bank;
        bank.Joules.AsSpan().Clear();
        bank.PrefillSeconds.AsSpan().Clear();
        _engine.Offered.AsSpan().Clear();
        var length = _setting.TelemetrySeconds;
        var at = step * length;
        _engine.SetRate(_load.Next(at) * _servers);
        _faults.Before(at);
        _actuators.RunUntil(at + length);
        var watts = (bank.Joules[0] + bank.Joules[1] + bank.Joules[2]) / length;
        Note(step, watts);
        if (!_isUnlimited && !_faults.IsSilent(at + length))
        {
            Control((long)((at + length) * 1000), watts);
        }
    }

    private void Control(long atMilliseconds, double watts)
    {
        var bank = _engine.Bank;
        var length = _setting.TelemetrySeconds;
        for (var kind = 0; kind < 2; kind++)
        {
            var count = kind == 0 ? bank.Low : bank.Count - bank.Low;
            var apart = kind == 0 ? bank.PrefillSeconds[2] : 0;
            _groups[kind] = new GroupReading(
                count, 0, _actuators.InForce(kind), (bank.PrefillSeconds[kind] + apart) / length, _engine.Offered[kind] / length,
                kind == 0 ? _engine.Gate.Held : 0);
        }

        var read = Watts.FromWatts(watts * (1 + _setting.MeterNoise * _noise.NextNormal()));
        read = _faults.Distort(atMilliseconds / 1000.0, read, _groups);
        _policy.Decide(new DomainReading(atMilliseconds, _setting.Budget, read, _groups), _plan);
        var isBraking = _plan.Reason == PlanReason.Braking;
        if (isBraking && !_wasBraking)
        {
            _brakes++;
        }

        _wasBraking = isBraking;
        _actuators.Command(_plan);
    }

    private void Note(int step, double watts)
    {
        ref var before = ref _recent[step % _recent.Length];
        if (step >= _warmUp)
        {
            _peak = Math.Max(_peak, watts);
            _rise = Math.Max(_rise, watts - before);
        }

        before = watts;
        _stretch = watts * 1000 > _setting.Budget.Milliwatts ? _stretch + _setting.TelemetrySeconds : 0;
        _over += _stretch > 0 ? _setting.TelemetrySeconds : 0;
        _violation += Math.Clamp(_stretch - _setting.BrakeSeconds, 0, _setting.TelemetrySeconds);

        if (_actuators.IsLowCapped)
        {
            _capped += _setting.TelemetrySeconds;
        }
    }
}
