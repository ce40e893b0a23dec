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
    private readonly int[] _steps;
    private readonly float[][] _columns;
    private readonly int[][][] _orders;
    private readonly List<(int Place, (double Low, double High)[] Pits)> _pits = [];
    private int _scored;

    public ValidationScore(IReadOnlyList<IPathMember> members, IReadOnlyList<IndicatorHistory> indicators, ForecastSettings settings)
    {
        (_members, _indicators, _settings) = (members, indicators, settings);
        _distance = new double[members.Count];
        _spread = new double[members.Count * members.Count];
        _steps = ScoredSteps.Of(settings.Horizon);
        _columns = [.. members.Select(m => new float[m.Count])];
        _orders = [.. members.Select(m => _steps.Select(_ => Enumerable.Range(0, m.Count).ToArray()).ToArray())];
    }

    /// <summary>Observations scored.</summary>
    public int Scored => _scored;

    /// <summary>Adds origins; one where a member cannot predict counts for none.</summary>
    public void Add(IEnumerable<int> origins, double floor)
    {
        var horizon = _settings.Horizon;
        var paths = _members.Select(m => new float[m.Count * horizon]).ToArray();
        var points = new float[_members.Count * Points];
        var distances = new PairwiseDistances(_members.Count);
        foreach (var origin in origins)
        {
            if (!TryPredict(origin, ResidualPaths.Movement(_indicators[0], origin, floor), paths))
            {
                continue;
            }

            for (var place = 0; place < _steps.Length; place++)
            {
                var truth = _indicators[0][origin - _steps[place]];
                if (float.IsFinite(truth))
                {
                    FillPoints(paths, _steps[place], place, points);
                    distances.Measure(points, truth);
                    TensorPrimitives.Add(_distance, distances.Distance, _distance);
                    TensorPrimitives.Add(_spread, distances.Spread, _spread);
                    _pits.Add((place, [.. _members.Select((_, m) => PoolPoints.Pit(points.AsSpan(m * Points, Points), truth))]));
                    _scored++;
                }
            }
        }
    }

    /// <summary>The weights with the least mean CRPS.</summary>
    public double[] Weights() => PoolWeights.Solve(_distance, _spread, _scored);

    /// <summary>Weights that start from these distances and go on as observations arrive.</summary>
    /// <param name="weights">Those of the pool.</param>
    /// <param name="floor">Smallest movement, demand's unit.</param>
    public OnlineWeights Online(double[] weights, double floor) => new(
        Array.ConvertAll(_distance, d => d / _scored), Array.ConvertAll(_spread, s => s / _scored), _settings.Horizon, weights, Crps(weights),
        Calibration(weights, floor));

    // Known only now: a pool's probabilities are the members' weighted means.
    private Recalibration Calibration(double[] weights, double floor)
    {
        var calibration = new Recalibration(_steps, floor);
        foreach (var (place, pits) in _pits)
        {
            calibration.Validate(place, weights.Zip(pits, static (w, p) => w * p.Low).Sum(), weights.Zip(pits, static (w, p) => w * p.High).Sum());
        }

        calibration.Start();
        return calibration;
    }

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

    private void FillPoints(float[][] paths, int step, int place, Span<float> points)
    {
        var horizon = _settings.Horizon;
        for (var m = 0; m < _members.Count; m++)
        {
            var (column, order) = (_columns[m], _orders[m][place]);
            for (var i = 0; i < order.Length; i++)
            {
                Insert(column, order, i, order[i], paths[m][order[i] * horizon + step - 1]);
            }

            for (var i = 0; i < Points; i++)
            {
                var value = column[(int)((i + 0.5) / Points * column.Length)];
                points[m * Points + i] = _settings.IsNonNegative ? Math.Max(value, 0f) : value;
            }
        }
    }

    // Futures are gathered in their order at the origin before: a bootstrap keeps it, so that nearly nothing moves.
    private static void Insert(float[] column, int[] order, int count, int path, float value)
    {
        var at = count;
        for (; at > 0 && column[at - 1] > value; at--)
        {
            (column[at], order[at]) = (column[at - 1], order[at - 1]);
        }

        (column[at], order[at]) = (value, path);
    }
}
