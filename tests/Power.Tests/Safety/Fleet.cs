using Headroom.Power.Safety;
using Headroom.Units;

namespace Headroom.Power.Tests.Safety;

/// <summary>Trees of feeds with nodes, drawn at random or spelled out.</summary>
internal sealed record Fleet(IReadOnlyList<SafetyDomain> Domains, IReadOnlyList<SafetyNode> Nodes, int Tolerated)
{
    private static readonly GpuRange[] Products = [Range(100, 400), Range(200, 700), Range(60, 300)];

    public static GpuRange Range(double min, double max) => new(Watts.FromWatts(min), Watts.FromWatts(max));

    /// <summary>Nodes of eight A100 under one feed.</summary>
    public static Fleet Row(int nodes, double budget, int tolerated = 0) => new(
        [new SafetyDomain("row", Watts.FromWatts(budget), -1)],
        [.. Enumerable.Range(0, nodes).Select(n => new SafetyNode($"node-{n}", 0, Watts.FromWatts(1000), [.. Enumerable.Repeat(Products[0], 8)]))],
        tolerated);

    /// <summary>Up to seven feeds on three levels and twelve nodes; budgets between what must fit and what would fit anyway.</summary>
    public static Fleet Random(Random random)
    {
        var parents = new List<int> { -1 };
        while (parents.Count < 1 + random.Next(7))
        {
            parents.Add(random.Next(Math.Min(parents.Count, 3)));
        }

        var nodes = Enumerable.Range(0, 1 + random.Next(12)).Select(n => new SafetyNode(
            $"node-{n}", random.Next(parents.Count), Watts.FromWatts(random.Next(300, 1500)),
            [.. Enumerable.Repeat(Products[random.Next(3)], random.Next(9))])).ToList();
        var tolerated = random.Next(3);
        var open = parents.Select((p, d) => new SafetyDomain($"feed-{d}", Watts.Zero, p)).ToList();
        var least = FailedDraw.Of(open, nodes, [.. nodes.Select(n => n.Least)], tolerated);
        var most = FailedDraw.Of(open, nodes, [.. nodes.Select(n => n.Nameplate)], 0);
        var room = random.NextDouble();
        var budgets = open.Select((d, i) => d with { Budget = Watts.FromMilliwatts((long)(least[i].Milliwatts + room * 1.2 * (most[i].Milliwatts - least[i].Milliwatts)) + 1) });
        return new Fleet([.. budgets], nodes, tolerated);
    }

    public SafeLimits Plan(Func<int, bool>? isAbsent = null) => SafeLimitPlanner.Plan(Domains, Nodes, Tolerated, isAbsent ?? (static _ => false));

    public SafeLimitLedger NewLedger()
    {
        var ledger = new SafeLimitLedger();
        ledger.Adopt(Domains, Nodes, Tolerated);
        return ledger;
    }

    /// <summary>The same feeds with budgets that somebody changed, but for which limits still exist.</summary>
    public Fleet WithOtherBudgets(Random random)
    {
        var least = FailedDraw.Of(Domains, Nodes, [.. Nodes.Select(static n => n.Least)], Tolerated);
        return this with { Domains = [.. Domains.Select((d, i) => d with { Budget = Watts.FromMilliwatts((long)(least[i].Milliwatts * (1 + 1.5 * random.NextDouble())) + 1) })] };
    }

    public IReadOnlyList<Watts> FailedDraws(IReadOnlyList<IReadOnlyList<Watts>> limits) =>
        FailedDraw.Of(Domains, Nodes, [.. Nodes.Select((n, i) => n.DrawAt(limits[i]))], Tolerated);
}
