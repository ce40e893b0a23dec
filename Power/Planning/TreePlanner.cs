using Headroom.Power.Domains;
using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Power.Planning;

/// <summary>
/// One pass over a whole tree: readings of GPUs into groups, budgets down the tree, a decision per domain, and the clocks
/// that change. Allocates nothing after the first.
/// </summary>
public sealed class TreePlanner
{
    private readonly FleetLayout _layout;
    private readonly BudgetShares _shares;
    private readonly PowerPlan?[] _plans;
    private readonly int[] _firstGroup;
    private readonly GroupReading[] _groups;
    private readonly Megahertz[] _groupClocks;
    private readonly Megahertz[] _commanded;
    private readonly long[] _commandedAt;
    private readonly Watts[] _wanted;
    private readonly Watts[] _budgets;
    private readonly ClockChange[] _changes;
    private readonly long _maxAge;
    private readonly long _settle;

    /// <param name="maxAge">A GPU not heard of for so long is uncontrolled.</param>
    /// <param name="settle">A clock that still reads back above its command after so long does not obey.</param>
    public TreePlanner(FleetLayout layout, TimeSpan maxAge, TimeSpan settle)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (layout.Policies.Count != layout.Tree.Domains.Count)
        {
            throw new ArgumentException($"{layout.Policies.Count} policies for {layout.Tree.Domains.Count} domains");
        }

        (_layout, _shares) = (layout, new BudgetShares(layout.Tree));
        (_maxAge, _settle) = ((long)maxAge.TotalMilliseconds, (long)settle.TotalMilliseconds);
        _plans = [.. layout.Policies.Select(p => p is null ? null : new PowerPlan(p.Groups.Count))];
        _firstGroup = new int[layout.Policies.Count + 1];
        for (var d = 0; d < layout.Policies.Count; d++)
        {
            _firstGroup[d + 1] = _firstGroup[d] + (layout.Policies[d]?.Groups.Count ?? 0);
        }

        _groups = new GroupReading[_firstGroup[^1]];
        _groupClocks = [.. layout.Policies.SelectMany(p => p?.Groups ?? []).Select(g => g.Caps.Clocks[0])];
        if (layout.GroupOfServer.Any(g => g < 0 || g >= _groups.Length))
        {
            throw new ArgumentException($"a server is in a group outside 0 to {_groups.Length - 1}");
        }

        var gpus = layout.GroupOfServer.Count * layout.GpusPerServer;
        (_commanded, _commandedAt, _changes) = (new Megahertz[gpus], new long[gpus], new ClockChange[gpus]);
        for (var gpu = 0; gpu < gpus; gpu++)
        {
            _commanded[gpu] = _groupClocks[layout.GroupOfServer[gpu / layout.GpusPerServer]];
        }

        (_wanted, _budgets) = (new Watts[_plans.Length], new Watts[_plans.Length]);
    }

    /// <summary>What each domain's own servers may draw, after the last pass.</summary>
    public IReadOnlyList<Watts> Budgets => _budgets;

    /// <summary>By domain; null where it has no servers.</summary>
    public IReadOnlyList<PowerPlan?> Plans => _plans;

    /// <param name="atMilliseconds">Of the clock that the reading's times are on.</param>
    /// <returns>GPUs whose locked clock changes; valid until the next pass.</returns>
    public ReadOnlySpan<ClockChange> Replan(FleetReading reading, long atMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(reading);
        Gather(reading, atMilliseconds);
        for (var d = 0; d < _plans.Length; d++)
        {
            // What a domain could use is its forecast peak; before there is one, its draw; unknown, all it may have.
            var forecast = _plans[d]?.UncappedPeak ?? Watts.Zero;
            _wanted[d] = forecast > Watts.Zero ? forecast : reading.Draws[d] ?? (_plans[d] is null ? Watts.Zero : _layout.Tree.Domains[d].Budget);
        }

        _shares.Compute(_wanted, _budgets);
        for (var d = 0; d < _plans.Length; d++)
        {
            Decide(d, reading.Draws[d], atMilliseconds);
        }

        return Changes(atMilliseconds);
    }

    private void Decide(int domain, Watts? draw, long atMilliseconds)
    {
        if (_layout.Policies[domain] is not { } policy || _plans[domain] is not { } plan)
        {
            return;
        }

        var groups = _groups.AsSpan(_firstGroup[domain], policy.Groups.Count);
        policy.Decide(new DomainReading(atMilliseconds, _budgets[domain], draw, groups), plan);
        for (var g = 0; g < plan.Clocks.Length; g++)
        {
            _groupClocks[_firstGroup[domain] + g] = plan.Braked[g] ? policy.Groups[g].Caps.Server.Gpu.BrakeClock : plan.Clocks[g];
        }
    }

    private void Gather(FleetReading reading, long atMilliseconds)
    {
        for (var g = 0; g < _groups.Length; g++)
        {
            _groups[g] = new GroupReading(0, 0, default, reading.Prefilling[g], reading.Offered[g], reading.Held[g]);
        }

        for (var server = 0; server < _layout.GroupOfServer.Count; server++)
        {
            ref var group = ref _groups[_layout.GroupOfServer[server]];
            var first = server * _layout.GpusPerServer;
            var (obeys, highest) = (true, group.ReadBack);
            for (var gpu = first; gpu < first + _layout.GpusPerServer; gpu++)
            {
                obeys &= atMilliseconds - reading.SeenAt[gpu] <= _maxAge
                    && (reading.Clocks[gpu] <= _commanded[gpu] || atMilliseconds - _commandedAt[gpu] <= _settle);
                highest = Megahertz.Max(highest, reading.Clocks[gpu]);
            }

            group = group with
            {
                Servers = group.Servers + 1, Uncontrolled = group.Uncontrolled + (obeys ? 0 : 1), ReadBack = obeys ? highest : group.ReadBack,
            };
        }
    }

    private ReadOnlySpan<ClockChange> Changes(long atMilliseconds)
    {
        var count = 0;
        for (var server = 0; server < _layout.GroupOfServer.Count; server++)
        {
            var clock = _groupClocks[_layout.GroupOfServer[server]];
            var first = server * _layout.GpusPerServer;
            for (var gpu = first; gpu < first + _layout.GpusPerServer; gpu++)
            {
                if (_commanded[gpu] != clock)
                {
                    (_commanded[gpu], _commandedAt[gpu]) = (clock, atMilliseconds);
                    _changes[count++] = new ClockChange(gpu, clock);
                }
            }
        }

        return _changes.AsSpan(0, count);
    }
}
