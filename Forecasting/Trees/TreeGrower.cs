using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Headroom.Forecasting.Trees;

/// <summary>Grows trees by variance reduction over histograms; its buffers are reused from tree to tree.</summary>
internal sealed class TreeGrower(byte[] codes, float[] response, int features, ForestOptions options)
{
    private readonly int _total = response.Length;
    private readonly int[] _order = new int[response.Length];
    private readonly int[] _spill = new int[response.Length];
    private readonly float[] _values = new float[response.Length];
    private readonly Cell[] _histogram = new Cell[FeatureBins.Count];
    private readonly int[] _features = [.. Enumerable.Range(0, features)];
    private readonly List<RegressionTree.Node> _nodes = [];
    private readonly Stack<(int Node, int Start, int Count)> _open = new();

    public RegressionTree Grow(Random random)
    {
        var bag = DrawBag(random);
        var tried = Math.Max(1, (int)Math.Round(options.FeatureShare * features));
        _nodes.Clear();
        _nodes.Add(default);
        _open.Push((0, 0, bag));
        while (_open.TryPop(out var open))
        {
            var rows = _order.AsSpan(open.Start, open.Count);
            if (open.Count < 2 * options.MinLeaf || FindSplit(rows, tried, random) is not { } split)
            {
                _nodes[open.Node] = new RegressionTree.Node(-1, 0, open.Start, open.Count);
                continue;
            }

            var left = Partition(rows, split.Feature, split.Bin);
            _nodes[open.Node] = new RegressionTree.Node((short)split.Feature, split.Bin, _nodes.Count, 0);
            _open.Push((_nodes.Count, open.Start, left));
            _open.Push((_nodes.Count + 1, open.Start + left, open.Count - left));
            _nodes.Add(default);
            _nodes.Add(default);
        }

        return new RegressionTree(CollectionsMarshal.AsSpan(_nodes), _order.AsSpan(0, bag));
    }

    private int DrawBag(Random random)
    {
        for (var i = 0; i < _total; i++)
        {
            _order[i] = i;
        }

        var bag = Math.Clamp((int)(options.BagShare * _total), 1, _total);
        for (var i = 0; i < bag; i++)
        {
            var j = random.Next(i, _total);
            (_order[i], _order[j]) = (_order[j], _order[i]);
        }

        // Ascending rows are read in memory order.
        Array.Sort(_order, 0, bag);
        return bag;
    }

    private (int Feature, byte Bin)? FindSplit(ReadOnlySpan<int> rows, int tried, Random random)
    {
        float sum = 0, low = float.MaxValue, high = float.MinValue;
        for (var i = 0; i < rows.Length; i++)
        {
            var value = response[rows[i]];
            _values[i] = value;
            sum += value;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (high - low <= 1e-9f * Math.Max(Math.Abs(high), Math.Abs(low)))
        {
            return null;
        }

        var best = (double)sum * sum / rows.Length * (1 + 1e-6) + 1e-12;
        (int, byte)? split = null;
        for (var k = 0; k < tried; k++)
        {
            var swap = random.Next(k, features);
            (_features[k], _features[swap]) = (_features[swap], _features[k]);
            Gather(rows, _features[k]);
            if (BestBin(sum, rows.Length, ref best) is { } bin)
            {
                split = (_features[k], bin);
            }
        }

        return split;
    }

    private void Gather(ReadOnlySpan<int> rows, int feature)
    {
        var histogram = _histogram.AsSpan();
        histogram.Clear();
        ref var cells = ref MemoryMarshal.GetReference(histogram);
        ref var column = ref codes[feature * _total];
        ref var values = ref _values[0];
        for (var i = 0; i < rows.Length; i++)
        {
            // A bin is below 32 and a row below the table's height by construction: no check in the hottest loop.
            ref var cell = ref Unsafe.Add(ref cells, Unsafe.Add(ref column, rows[i]));
            cell.Sum += Unsafe.Add(ref values, i);
            cell.Count++;
        }
    }

    // Variance falls the most where Σ²/n of both sides is largest.
    private byte? BestBin(double sum, int count, ref double best)
    {
        byte? found = null;
        double left = 0;
        var below = 0;
        for (var bin = 0; bin < FeatureBins.Count - 1; bin++)
        {
            left += _histogram[bin].Sum;
            below += _histogram[bin].Count;
            var above = count - below;
            if (above < options.MinLeaf)
            {
                break;
            }

            if (below < options.MinLeaf || _histogram[bin].Count == 0)
            {
                continue;
            }

            var score = left * left / below + (sum - left) * (sum - left) / above;
            if (score > best)
            {
                best = score;
                found = (byte)bin;
            }
        }

        return found;
    }

    private int Partition(Span<int> rows, int feature, byte bin)
    {
        var column = codes.AsSpan(feature * _total, _total);
        int left = 0, right = 0;
        foreach (var row in rows)
        {
            if (column[row] <= bin)
            {
                rows[left++] = row;
            }
            else
            {
                _spill[right++] = row;
            }
        }

        _spill.AsSpan(0, right).CopyTo(rows[left..]);
        return left;
    }

    private struct Cell
    {
        public float Sum;
        public int Count;
    }
}
