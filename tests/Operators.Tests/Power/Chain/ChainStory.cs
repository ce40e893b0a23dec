using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;
using Headroom.NodeAgent.Safety;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Fleet;
using Headroom.Operators.Power.Tree;
using Headroom.Operators.Power.Settings;

namespace Headroom.Operators.Tests.Power.Chain;

/// <summary>A row under a hall, controllers, agents and a network that loses, delays and repeats; one tick is a second.</summary>
internal sealed class ChainStory
{
    private const int HostWatts = 1_000;
    private const int LeaseTicks = 5;

    private readonly Random _random;
    private readonly PowerTree _tree;
    private readonly List<ChainController> _controllers = [];
    private readonly List<(int Due, bool IsReply, Action Deliver)> _network = [];
    private readonly int _tolerated;
    private bool _isUnreliable;
    private int _ticks;

    public ChainStory(int seed)
    {
        _random = new Random(seed);
        _tolerated = _random.Next(3);
        Nodes = [.. Enumerable.Range(0, 2 + _random.Next(6)).Select(NewNode)];
        _tree = NewTree();
        Elect();
        foreach (var node in Nodes)
        {
            node.Start(Now);
        }
    }

    public IReadOnlyList<ChainNode> Nodes { get; }

    private TimeSpan Now => TimeSpan.FromSeconds(_ticks);

    /// <summary>Nothing fails until both promises are kept.</summary>
    public bool Settle()
    {
        for (var i = 0; i < 30 && !_controllers[0].IsEnforcing; i++)
        {
            Step();
        }

        return _controllers[0].IsEnforcing;
    }

    public void Run(int ticks)
    {
        _isUnreliable = true;
        for (var i = 0; i < ticks; i++)
        {
            Break();
            Step();
        }
    }

    /// <summary>No controller is heard of again, though what it sent may still come; agents end and start.</summary>
    /// <returns>Null when every feed stays within; otherwise which does not.</returns>
    public string? FallSilent()
    {
        var believed = _controllers[^1].Failed;
        _network.RemoveAll(static m => !m.IsReply);
        for (var i = 0; i < 40; i++)
        {
            _ticks++;
            RestartSomebody();
            Deliver();
            Array.ForEach([.. Nodes], n => n.Tick(Now));

            // Counted from when a report was sent, a lease ends within its length; a look a second later sees what happened meanwhile.
            for (var d = 0; i > LeaseTicks && d < _tree.Domains.Count; d++)
            {
                var draw = _tree.Members.Where(m => _tree.Feeds(m.Domain).Contains(d)).Sum(m => Nodes.Single(n => n.Name == m.Node).Draw);
                var budget = _tree.Domains[d].Settings.Budget.Milliwatts;
                if (draw > budget || (believed is not null && draw > believed[d].Milliwatts))
                {
                    return $"{i} s into silence {_tree.Domains[d].Name} can draw {draw / 1000} W of {budget / 1000}, believed {believed?[d]}; faulty {Nodes.Count(static n => n.IsFaulty)} of {_tolerated}; {string.Join(", ", Nodes)}";
                }
            }
        }

        return null;
    }

    private void Step()
    {
        _ticks++;
        Deliver();
        foreach (var node in Nodes)
        {
            node.Tick(Now);
            Report(node);
        }

        if (_ticks % 2 == 0)
        {
            _controllers.ForEach(c => c.Decide(Now));
        }
    }

    private void Break()
    {
        var node = Nodes[_random.Next(Nodes.Count)];
        var card = node.Cards[_random.Next(node.Cards.Count)];
        var mayFail = node.IsFaulty || Nodes.Count(static n => n.IsFaulty) < _tolerated;
        switch (_random.Next(24))
        {
            case 0 when mayFail:
                node.Crash();
                break;
            case 1 when mayFail:
                node.Reboot();
                break;
            case 2 when mayFail:
                card.Refuses = true;
                break;
            case 3 when mayFail:
                card.Excess = 12_000;
                break;
            case 4 when mayFail:
                node.IsDiskFull = true;
                break;
            case 5 when node.IsRunning:
                node.ReloadDriver();
                break;
            case 6:
                node.Corrupt();
                break;
            case 7:
                node.Stop(Now);
                break;
            case 8:
                // A roll-out of all at once.
                Array.ForEach([.. Nodes], n => n.Stop(Now));
                break;
            case 9 or 10:
                (card.Refuses, card.Excess, node.IsDiskFull) = (false, 0, false);
                break;
            case 11:
                Elect();
                break;
            case 12 when _controllers.Count > 1:
                _controllers.RemoveAt(0);
                break;
            case < 18:
                node.Start(Now);
                break;
            default:
                break;
        }
    }

    private void RestartSomebody()
    {
        var node = Nodes[_random.Next(Nodes.Count)];
        switch (_random.Next(6))
        {
            case 0:
                node.Stop(Now);
                break;
            case 1 or 2:
                node.Start(Now);
                break;
        }
    }

    // The one before does not know yet and goes on granting.
    private void Elect() =>
        _controllers.Add(new ChainController(
            _tree, _controllers.Count == 0 ? 1 : _controllers[^1].Term + 1, TimeSpan.FromSeconds(_random.Next(100_000)),
            _controllers.Count == 0 ? new Dictionary<string, ServerKind>() : _controllers[^1].Known));

    private void Report(ChainNode node)
    {
        if (!node.IsRunning)
        {
            return;
        }

        // To whom it takes for the leader: in the worst case a stale one.
        var controller = _controllers[_isUnreliable ? _random.Next(_controllers.Count) : 0];
        var (instance, sentAt, report) = (node.Instance, Now, Bytes(node.Report()));
        Send(isReply: false, () =>
        {
            var lease = Bytes(controller.Answer(NodeReportCodec.Read(report), Now));
            Send(isReply: true, () => node.Take(instance, sentAt, PowerLeaseCodec.Read(lease), Now));
        });
    }

    private void Send(bool isReply, Action message)
    {
        if (!_isUnreliable)
        {
            message();
            return;
        }

        if (_random.Next(5) > 0)
        {
            _network.Add((_ticks + _random.Next(4), isReply, message));
        }

        if (_random.Next(5) == 0)
        {
            _network.Add((_ticks + _random.Next(30), isReply, message));
        }
    }

    private void Deliver()
    {
        foreach (var (_, _, deliver) in _network.Where(m => m.Due <= _ticks).ToList())
        {
            deliver();
        }

        _network.RemoveAll(m => m.Due <= _ticks);
    }

    private static byte[] Bytes(NodeReport report)
    {
        var writer = new WireWriter();
        NodeReportCodec.Write(writer, report);
        return writer.Written.ToArray();
    }

    private static byte[] Bytes(PowerLease lease)
    {
        var writer = new WireWriter();
        PowerLeaseCodec.Write(writer, lease);
        return writer.Written.ToArray();
    }

    private ChainNode NewNode(int n)
    {
        var range = _random.Next(2) == 0 ? new LimitRange(100_000, 400_000, 400_000) : new LimitRange(200_000, 700_000, 700_000);
        var cards = Enumerable.Range(0, 1 + _random.Next(4)).Select(i => new ChainCard($"GPU-{n}-{i}", range)).ToList();
        return new ChainNode($"node-{n}", HostWatts * 1000L, cards, TimeSpan.FromSeconds(_random.Next(100_000)));
    }

    // Budgets between what must fit beside k nodes at their most and what would fit without any limit.
    private PowerTree NewTree()
    {
        var left = Nodes.Where((_, n) => n % 2 == 0).ToList();
        var right = Nodes.Except(left).ToList();
        var hall = Spec(Budget(Nodes), parent: null, row: null);
        return PowerTree.Build(
            new (string Name, PowerDomainSpec Spec)[] { ("hall", hall), ("left", Spec(Budget(left), "hall", "left")), ("right", Spec(Budget(right), "hall", "right")) }
                .ToDictionary(static d => d.Name, static d => PowerSettingsParser.Parse(d.Spec)),
            Nodes.Select(n => Reports.Member(n.Name, left.Contains(n) ? "left" : "right")));
    }

    private long Budget(List<ChainNode> nodes) => Budget((IReadOnlyList<ChainNode>)nodes);

    private long Budget(IReadOnlyList<ChainNode> nodes)
    {
        var least = nodes.Select(static n => (HostWatts * 1000L) + n.Cards.Sum(static c => (long)c.Range.Min) * 105 / 100).ToList();
        var most = nodes.Select(static n => (HostWatts * 1000L) + n.Cards.Sum(static c => (long)c.Range.Max) * 105 / 100).ToList();
        var must = least.Sum() + most.Zip(least, static (m, l) => m - l).OrderDescending().Take(_tolerated).Sum();
        return (must + (long)(_random.NextDouble() * (most.Sum() - must))) / 1000 + 2;
    }

    private PowerDomainSpec Spec(long budget, string? parent, string? row) => Reports.Spec($"{budget}", parent: parent, row: row) with
    {
        Policy = _random.Next(2) == 0 ? "NoCap" : "Polca",
        Lease = new PowerLeaseSpec { ToleratedDeadAgents = _tolerated },
    };
}
