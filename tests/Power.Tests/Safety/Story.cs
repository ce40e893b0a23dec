using Headroom.Power.Safety;
using Headroom.Units;

namespace Headroom.Power.Tests.Safety;

/// <summary>Controllers, agents and a network that loses, delays and repeats; one tick is a second.</summary>
internal sealed class Story
{
    private const int AbsentTicks = 15;

    private readonly Random _random;
    private readonly bool _isUnreliable;
    private readonly AgentModel[] _agents;
    private readonly List<Controller> _controllers;
    private readonly List<(int Due, Action Deliver)> _network = [];
    private Fleet _fleet;
    private int _now;

    public Story(int seed, bool isUnreliable)
    {
        _random = new Random(seed);
        _isUnreliable = isUnreliable;
        _fleet = Fleet.Random(_random);
        _agents = [.. _fleet.Nodes.Select(static n => new AgentModel(n))];
        _controllers = [new Controller(_fleet, 1)];
    }

    public bool HasReachedItsTargets
    {
        get
        {
            var targets = _fleet.Plan().Limits;
            return _agents.Select((a, n) => a.Kept!.SequenceEqual(targets[n])).All(static k => k);
        }
    }

    /// <returns>False where silence at some tick would have left a feed above its budget.</returns>
    public bool Run(int ticks)
    {
        for (var i = 0; i < ticks; i++)
        {
            Step();
            if (!HoldsInSilence())
            {
                return false;
            }
        }

        return true;
    }

    private void Step()
    {
        _now++;
        Break();
        foreach (var (_, deliver) in _network.Where(m => m.Due <= _now).ToList())
        {
            deliver();
        }

        _network.RemoveAll(m => m.Due <= _now);
        for (var n = 0; n < _agents.Length; n++)
        {
            Report(n);
        }

        _controllers.ForEach(c => c.Plan(_now));
    }

    private void Break()
    {
        if (!_isUnreliable)
        {
            return;
        }

        var agent = _agents[_random.Next(_agents.Length)];
        var dead = _agents.Count(static a => !a.IsAlive);
        switch (_random.Next(40))
        {
            case 0 when dead < _fleet.Tolerated:
                agent.Die();
                break;
            case 1 or 2 or 3 when !agent.IsAlive:
                agent.Restart();
                break;
            case 5:
                // A new leader; the one before does not know yet and goes on sending.
                _controllers.Add(new Controller(_fleet, _controllers[^1].Term + 1));
                break;
            case 4:
                _fleet = _fleet.WithOtherBudgets(_random);
                _controllers.ForEach(c => c.Adopt(_fleet));
                break;
            case 6 when _controllers.Count > 1:
                _controllers.RemoveAt(0);
                break;
        }
    }

    private void Report(int n)
    {
        var agent = _agents[n];
        if (!agent.IsAlive)
        {
            return;
        }

        // Agents report to whom they take for the leader: in the worst case to a stale one.
        var controller = _controllers[_isUnreliable ? _random.Next(_controllers.Count) : 0];
        var (taken, kept) = (agent.Taken, agent.Kept);
        Send(() =>
        {
            var (order, limits) = controller.Answer(n, taken, kept, _now);
            Send(() => agent.Take(order, limits));
        });
    }

    private void Send(Action message)
    {
        if (!_isUnreliable)
        {
            message();
            return;
        }

        if (_random.Next(5) > 0)
        {
            _network.Add((_now + _random.Next(8), message));
        }

        if (_random.Next(5) == 0)
        {
            _network.Add((_now + _random.Next(30), message));
        }
    }

    // Everybody falls silent now. The newest controller's word holds: it says whether the feeds are safe.
    private bool HoldsInSilence()
    {
        var controller = _controllers[^1];
        var real = FailedDraw.Of(_fleet.Domains, _fleet.Nodes, [.. _agents.Select(static a => a.SilentDraw)], 0);
        return real.Zip(controller.FailedDraws()).All(static p => p.First <= p.Second) && !_controllers.Any(static c => c.HasBroken);
    }

    private sealed class Controller
    {
        private readonly int[] _heard;
        private readonly SafeLimitLedger _ledger;
        private Fleet _fleet;
        private bool _hasPlanned;
        private long _sequence;

        public Controller(Fleet fleet, long term)
        {
            (_fleet, Term, _ledger) = (fleet, term, fleet.NewLedger());
            _heard = [.. fleet.Nodes.Select(static _ => int.MinValue / 2)];
        }

        public long Term { get; }

        /// <summary>True once a decision of its own made a feed unsafe that was safe.</summary>
        public bool HasBroken { get; private set; }

        public IReadOnlyList<Watts> FailedDraws() => _ledger.FailedDraws();

        public void Adopt(Fleet fleet)
        {
            _fleet = fleet;
            _ledger.Adopt(fleet.Domains, fleet.Nodes, fleet.Tolerated);
        }

        public void Plan(int now)
        {
            for (var n = 0; n < _heard.Length; n++)
            {
                if (now - _heard[n] > AbsentTicks)
                {
                    _ledger.Lost(n);
                }
            }

            var before = Safe();
            _ledger.Plan(_fleet.Plan(n => now - _heard[n] > AbsentTicks).Limits);
            Judge(before);
            _hasPlanned = true;
        }

        public (LeaseOrder Order, IReadOnlyList<Watts> Limits) Answer(int n, LeaseOrder taken, IReadOnlyList<Watts>? kept, int now)
        {
            _heard[n] = now;
            _ledger.Reported(n, Term, taken, kept);
            if (!_hasPlanned)
            {
                Plan(now);
            }

            var (before, order) = (Safe(), new LeaseOrder(Term, ++_sequence));
            var limits = _ledger.Send(n, order)!;
            Judge(before);
            return (order, limits);
        }

        private void Judge(bool[] before) => HasBroken |= before.Zip(Safe()).Any(static p => p.First && !p.Second);

        private bool[] Safe() => [.. _ledger.FailedDraws().Select((draw, d) => draw <= _fleet.Domains[d].Budget)];
    }
}
