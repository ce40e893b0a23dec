namespace Headroom.Placement.Fleet;

/// <summary>How many slices of each bucket may go to each type: everything at first, less along the branches of a search.</summary>
internal sealed class SliceBounds
{
    private readonly FleetProblem _problem;
    private readonly int _types;
    private readonly int[] _slices;
    private readonly int[] _least; // by bucket and type
    private readonly int[] _most;
    private readonly int[] _held; // slices of a bucket whose type is settled

    public SliceBounds(FleetProblem problem)
    {
        (_problem, _types) = (problem, problem.Gpus.Count);
        _slices = [.. problem.Buckets.Select(static b => b.Slices)];
        _held = new int[_slices.Length];
        _least = new int[_slices.Length * _types];
        _most = [.. problem.Buckets.SelectMany(static b => b.LoadPerSlice.Select(l => double.IsFinite(l) ? b.Slices : 0))];
    }

    public (int Least, int Most) this[int bucket, int type]
    {
        get => (_least[bucket * _types + type], _most[bucket * _types + type]);
        set
        {
            var cell = bucket * _types + type;
            _held[bucket] += value.Least - _least[cell];
            (_least[cell], _most[cell]) = value;
        }
    }

    /// <summary>The cheapest slices of one bucket within the bounds.</summary>
    /// <param name="weights">By type: dollars, or shadow dollars, for a GPU's worth of load.</param>
    /// <param name="slices">By type, written.</param>
    /// <returns>False when the bounds leave no room for all slices.</returns>
    public bool TryFillCheapest(int bucket, ReadOnlySpan<double> weights, Span<int> slices)
    {
        var loads = _problem.LoadsOf(bucket);
        var most = _most.AsSpan(bucket * _types, _types);
        _least.AsSpan(bucket * _types, _types).CopyTo(slices);
        var left = _slices[bucket] - _held[bucket];
        while (left > 0)
        {
            var (best, cost) = (-1, double.PositiveInfinity);
            for (var j = 0; j < slices.Length; j++)
            {
                if (slices[j] < most[j] && weights[j] * loads[j] < cost)
                {
                    (best, cost) = (j, weights[j] * loads[j]);
                }
            }

            if (best < 0)
            {
                return false;
            }

            var taken = Math.Min(left, most[best] - slices[best]);
            slices[best] += taken;
            left -= taken;
        }

        return left == 0;
    }
}
