using System.Numerics.Tensors;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Members;

namespace Headroom.Forecasting.Pooling;

/// <summary>Mean distances of members to what came and to one another, over origins and the first, middle and last step.</summary>
internal sealed class ValidationScore
{
    // A distribution is compared by this many of its quantiles.
    private const int Points = 48;

    private readonly IReadOnlyList<IPathMember> _members;
    private readonly IReadOnlyList<IndicatorHistory> _indicators;
    private readonly ForecastSettings _settings;
    private readonly double[] _distance;
    private readonly double[] _spread;
    private int _scored;

    public ValidationScore(IReadOnlyList<IPathMember> members, IReadOnlyList<IndicatorHistory> indicators, ForecastSettings settings)
    {
        (_members, _indicators, _settings) = (members, indicators, settings);
        _distance = new double[members.Count];
        _spread = new double[members.Count * members.Count];
    }

    /// <summary>Observations scored.</summary>
    public int Scored => _scored;

    /// <summary>Adds origins; one where a member cannot predict counts for none.</summary>
    public void Add(IEnumerable<int> origins, double floor)
    {
        var horizon = _settings.Horizon;
        int[] steps = [.. new[] { 1, (horizon + 1) / 2, horizon }.Distinct()];
        var paths = _members.Select(m => new float[m.Count * horizon]).ToArray();
        var points = new float[_members.Count * Points];
        var distances = new PairwiseDistances(_members.Count);
        foreach (var origin in origins)
        {
            if (!TryPredict(origin, ResidualPaths.Movement(_indicators[0], origin, floor), paths))
            {
                continue;
            }

            foreach (var step in steps)
            {
                var truth = _indicators[0][origin - step];
                if (float.IsFinite(truth))
                {
                    FillPoints(paths, step, points);
                    distances.Measure(points, truth);
                    TensorPrimitives.Add(_distance, distances.Distance, _distance);
                    TensorPrimitives.Add(_spread, distances.Spread, _spread);
                    _scored++;
                }
            }
        }
    }

    /// <summary>The weights with the least mean CRPS.</summary>
    public double[] Weights() => SimplexWeights.Solve(_distance, _spread);

    /// <summary>Mean CRPS of a pool with these weights, demand's unit.</summary>
    public double Crps(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * (_distance[i] - 0.5 * TensorPrimitives.Dot(_spread.AsSpan(i * weights.Length, weights.Length), weights));
        }

        return sum / _scored;
    }

    private bool TryPredict(int origin, double movement, float[][] paths)
    {
        for (var m = 0; m < _members.Count; m++)
        {
            if (!_members[m].TryPredict(_indicators, origin, movement, paths[m]))
            {
                return false;
            }
        }

        return true;
    }

    private void FillPoints(float[][] paths, int step, Span<float> points)
    {
        var horizon = _settings.Horizon;
        Span<float> room = stackalloc float[_members.Max(m => m.Count)];
        for (var m = 0; m < _members.Count; m++)
        {
            var column = room[.._members[m].Count];
            for (var p = 0; p < column.Length; p++)
            {
                var value = paths[m][p * horizon + step - 1];
                column[p] = _settings.IsNonNegative ? Math.Max(value, 0f) : value;
            }

            column.Sort();
            for (var i = 0; i < Points; i++)
            {
                points[m * Points + i] = column[(int)((i + 0.5) / Points * column.Length)];
            }
        }
    }
}
