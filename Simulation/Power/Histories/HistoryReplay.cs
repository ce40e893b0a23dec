using Headroom.Power.Policies;
using Headroom.Simulation.Events;
using Headroom.Units;

namespace Headroom.Simulation.Power.Histories;

/// <summary>One policy in a closed loop with one row: it reads the draw that its own commands have made.</summary>
internal sealed class HistoryReplay
{
    private const double Seconds = HistorySettings.TelemetrySeconds;

    // The last digits of a meter move, downwards here, so that a draw at the budget is not above it; one that repeats itself
    // to the milliwatt is taken for stuck.
    private const double MeterNoise = 1e-6;

    // Waiting is held against a request of so long.
    private const double RequestSeconds = 10;
    private const double WeekSeconds = 7 * 86_400;

    private readonly HistorySettings _settings;
    private readonly IPowerPolicy _policy;
    private readonly RowWork _work;
    private readonly HiddenSwing? _swing;
    private readonly TimeSpan _sample;
    private readonly long _steps;
    private readonly GroupFlow[] _flows;
    private readonly CommandLane<GroupCommand>[] _caps;
    private readonly CommandLane<bool>[] _brakes;
    private readonly CommandLane<(double Watts, double Low, double High)> _gate = new(1, (double.PositiveInfinity, 1, 1));
    private readonly SlowdownHistogram[] _slowdowns = [new(), new()];
    private readonly GroupReading[] _readings = new GroupReading[2];
    private readonly PowerPlan _plan = new(2);
    private FastRandom _noise;
    private int _braked;
    private bool _wasBraking;
    private double _peak;
    private double _wait;
    private long _over;
    private long _capped;

    /// <param name="work">With nothing held back.</param>
    /// <param name="history">Whose samples it was made of.</param>
    /// <param name="swing">What the row does between two samples; null for nothing.</param>
    /// <param name="policy">Of its own; it learns.</param>
    /// <param name="settings">The feed.</param>
    public HistoryReplay(RowWork work, RowHistory history, HiddenSwing? swing, IPowerPolicy policy, HistorySettings settings)
    {
        (_settings, _policy, _work, _swing, _sample) = (settings, policy, work, swing, history.Step);
        _steps = (long)(history.Length.TotalSeconds / Seconds);
        _flows = [new GroupFlow(work.Low), new GroupFlow(work.High)];
        var free = new GroupCommand(settings.Server.Gpu.MaxClock, null);
        _caps = [Lane(settings.CommandSeconds, free), Lane(settings.CommandSeconds, free)];
        _brakes = [Lane(settings.BrakeSeconds, false), Lane(settings.BrakeSeconds, false)];
        _noise = new FastRandom(settings.Seed, "meter");
        SetPace(0);
        SetPace(1);
    }

    public long Steps => _steps;

    /// <param name="stopAtBrake">Ends at the first brake: enough to refuse a number of servers.</param>
    /// <param name="recorder">Keeps the draw; null for none.</param>
    /// <exception cref="ArgumentException">A static limit is below what a GPU takes; with the numbers.</exception>
    public HistoryOutcome Run(bool stopAtBrake = false, DrawRecorder? recorder = null)
    {
        var step = 0L;
        for (; step < _steps && !(stopAtBrake && _braked > 0); step++)
        {
            Step(step, recorder);
        }

        return new HistoryOutcome
        {
            Servers = _work.Low.Servers + _work.High.Servers,
            Brakes = _braked,
            BrakesPerWeek = _braked * WeekSeconds / (step * Seconds),
            CappedShare = (double)_capped / step,
            OverShare = (double)_over / step,
            PeakShare = _peak / _settings.Budget.ToWatts(),
            LongestWaitSeconds = _wait,
            Low = Slowdown.Of(_slowdowns[0]),
            High = Slowdown.Of(_slowdowns[1]),
        };
    }

    private static CommandLane<T> Lane<T>(double seconds, T first) => new((int)Math.Ceiling(seconds / Seconds), first);

    private void Step(long step, DrawRecorder? recorder)
    {
        Land(step);
        var sample = (int)Math.Min((long)(step * Seconds / _sample.TotalSeconds), _work.Low.Idle.Length - 1);
        // High priority is never held: it counts, and low gets what is left of the allowance.
        var swing = _swing?.At(step) ?? 0;
        var high = _flows[1].Step(sample, swing, Seconds, double.PositiveInfinity);
        var gate = _gate.InForce;
        var room = double.IsInfinity(gate.Watts) ? gate.Watts : (gate.Watts - gate.High * _flows[1].Prefilling) / gate.Low;
        var draw = high + _flows[0].Step(sample, swing, Seconds, room);
        _peak = Math.Max(_peak, draw);
        _over += draw * 1000 > _settings.Budget.Milliwatts ? 1 : 0;
        _capped += _brakes[0].InForce || _caps[0].InForce.Holds(_settings.Server.Gpu) ? 1 : 0;
        for (var g = 0; g < 2; g++)
        {
            _wait = Math.Max(_wait, _flows[g].WaitSeconds);
            _slowdowns[g].Add(_flows[g].Pace.Slowdown + _flows[g].WaitSeconds / RequestSeconds, _flows[g].Wanted);
        }

        recorder?.Note(step, draw, _work.WattsAt(sample, swing));
        Control(step, draw);
    }

    private void Land(long step)
    {
        for (var g = 0; g < 2; g++)
        {
            // Both lanes move whatever the other one does.
            if (_caps[g].Land(step) | _brakes[g].Land(step))
            {
                SetPace(g);
            }
        }

        _gate.Land(step);
    }

    private void SetPace(int group) =>
        _flows[group].Pace = GroupPace.Of(_settings.Server, ClockOf(group), _caps[group].InForce.Limit);

    private Megahertz ClockOf(int group) => _brakes[group].InForce ? _settings.Server.Gpu.BrakeClock : _caps[group].InForce.Clock;

    private void Control(long step, double draw)
    {
        // A controller sees what the product's sees: the feed's draw and the clocks. What gateways know comes only with a gate.
        var hasGateways = _policy is IGatesPrefills;
        for (var g = 0; g < 2; g++)
        {
            var flow = _flows[g];
            var servers = g == 0 ? _work.Low.Servers : _work.High.Servers;
            _readings[g] = hasGateways
                ? new GroupReading(servers, 0, ClockOf(g), flow.Prefilling, flow.Offered, (int)Math.Ceiling(flow.Backlog))
                : new GroupReading(servers, 0, ClockOf(g), 0, 0, 0);
        }

        var read = Watts.FromWatts(draw * (1 - MeterNoise * _noise.NextUnit()));
        _policy.Decide(new DomainReading((long)((step + 1) * Seconds * 1000), _settings.Budget, read, _readings), _plan);
        var isBraking = _plan.Reason == PlanReason.Braking;
        _braked += isBraking && !_wasBraking ? 1 : 0;
        _wasBraking = isBraking;
        for (var g = 0; g < 2; g++)
        {
            _caps[g].Command(step, new GroupCommand(_plan.Clocks[g], _plan.Limits[g]));
            _brakes[g].Command(step, _plan.Braked[g]);
        }

        if (hasGateways)
        {
            _gate.Command(step, (_plan.PrefillAllowance, _plan.PrefillCosts[0], _plan.PrefillCosts[1]));
        }
    }
}
