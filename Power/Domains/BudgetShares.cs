using Headroom.Units;

namespace Headroom.Power.Domains;

/// <summary>Splits every budget of a tree among what it feeds, in whole milliwatts; allocates only when made.</summary>
public sealed class BudgetShares
{
    private readonly DomainTree _tree;
    private readonly long[] _idle;
    private readonly long[] _need;
    private readonly long[] _given;
    private readonly int[][] _children;

    public BudgetShares(DomainTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        _tree = tree;
        var count = tree.Domains.Count;
        (_idle, _need, _given) = (new long[count], new long[count], new long[count]);
        _children = [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Where(c => tree.Parents[c] == i).ToArray())];
    }

    /// <summary>
    /// What each domain's own servers may draw so that every ancestor's budget holds. Where the wanted do not fit, each
    /// gets idle and the same share of what it wants beyond; milliwatts that do not divide go to nobody.
    /// </summary>
    /// <param name="wanted">Of each domain without its children, in the order of <see cref="DomainTree.Domains"/>.</param>
    /// <param name="result">As long; overwritten; never below idle.</param>
    /// <exception cref="ArgumentException">Another number of values than domains.</exception>
    public void Compute(ReadOnlySpan<Watts> wanted, Span<Watts> result)
    {
        if (wanted.Length != _idle.Length || result.Length != _idle.Length)
        {
            throw new ArgumentException($"{wanted.Length} values and room for {result.Length}; there are {_idle.Length} domains");
        }

        SumUp(wanted);
        for (var i = 0; i < _idle.Length; i++)
        {
            // Going down: idle for all, and of the rest the same share for all of what each could use beyond idle.
            var own = _tree.Domains[i].Idle.Milliwatts;
            var ownExtra = Math.Max(wanted[i].Milliwatts - own, 0);
            var extra = (Int128)ownExtra;
            foreach (var child in _children[i])
            {
                extra += _need[child] - _idle[child];
            }

            var free = (_tree.Parents[i] < 0 ? _need[i] : _given[i]) - _idle[i];
            result[i] = Watts.FromMilliwatts(own + Part(ownExtra, free, extra));
            foreach (var child in _children[i])
            {
                _given[child] = _idle[child] + Part(_need[child] - _idle[child], free, extra);
            }
        }
    }

    /// <summary>Going up: what a domain with everything below it must have, and could use within its own budget.</summary>
    private void SumUp(ReadOnlySpan<Watts> wanted)
    {
        _idle.AsSpan().Clear();
        _need.AsSpan().Clear();
        for (var i = _idle.Length - 1; i >= 0; i--)
        {
            var own = _tree.Domains[i].Idle.Milliwatts;
            _idle[i] += own;
            _need[i] = Math.Min(_need[i] + Math.Max(wanted[i].Milliwatts, own), _tree.Domains[i].Budget.Milliwatts);
            if (_tree.Parents[i] >= 0)
            {
                _idle[_tree.Parents[i]] += _idle[i];
                _need[_tree.Parents[i]] += _need[i];
            }
        }
    }

    private static long Part(long wanted, long free, Int128 all) => all <= free ? wanted : (long)((Int128)wanted * free / all);
}
