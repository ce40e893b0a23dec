using System.Buffers;
using System.Numerics.Tensors;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Images;

namespace Headroom.Forecasting.Pooling;

/// <summary>
/// Weights of a pool that follow what its members turn out to be worth: now and then every member predicts, what comes
/// is held against it, and the quadratic program is solved again over the validation distances and the newer ones.
/// </summary>
/// <remarks>Only what has arrived counts: a forecast waits until its own last step is known. One caller at a time.</remarks>
internal sealed class OnlineWeights
{
    // Kept per forecast that waits: 16 quantiles of every member at three steps. Four are under way at a time.
    private const int Points = 16;
    private const int Waiting = 4;

    // Validation counts as this many observations when the first one arrives; after 140 more half of anything is forgotten.
    // Chosen on the four fifths of each series before its test.
    private const double StartCount = 32;
    private const double Kept = 0.995;

    // Drift: the newest forty or so observations are missed by three times as much as the validation's were. A daily
    // peak stays below that; a changed regime does not.
    private const double NewestKept = 0.975;
    private const double DriftRatio = 3.0;
    private const double EnoughForDrift = 24;

    private readonly double _expected;
    private readonly double[] _distance;
    private readonly double[] _spread;
    private readonly int _members;
    private readonly int[] _steps;
    private readonly List<Pending> _pending = [];
    private double[] _weights;
    private double _count = StartCount;
    private double _newestLoss;
    private double _newestCount;
    private DateTimeOffset? _last;

    /// <param name="distance">Mean validation distance of every member.</param>
    /// <param name="spread">Mean validation distance between members, row-major.</param>
    /// <param name="horizon">Steps ahead.</param>
    /// <param name="weights">The weights that go with them.</param>
    /// <param name="crps">The pool's mean validation CRPS.</param>
    /// <param name="calibration">Started with the validation's observations.</param>
    public OnlineWeights(ReadOnlySpan<double> distance, ReadOnlySpan<double> spread, int horizon, double[] weights, double crps, Recalibration calibration)
    {
        (_members, _steps, _weights, _expected, Calibration) = (distance.Length, ScoredSteps.Of(horizon), weights, crps, calibration);
        (_distance, _spread) = (distance.ToArray(), spread.ToArray());
        TensorPrimitives.Multiply(_distance, StartCount, _distance);
        TensorPrimitives.Multiply(_spread, StartCount, _spread);
    }

    private OnlineWeights(BinaryReader reader)
    {
        (_steps, _weights, _distance, _spread) = (reader.ReadArray<int>(), reader.ReadArray<double>(), reader.ReadArray<double>(), reader.ReadArray<double>());
        (_expected, _count, _members) = (reader.ReadDouble(), reader.ReadDouble(), _weights.Length);
        Calibration = Recalibration.Read(reader);
    }

    /// <summary>True once the newest forecasts miss by far more than those of the validation did: the members are out of date.</summary>
    public bool HasDrifted => _newestCount >= EnoughForDrift && _newestLoss / _newestCount > DriftRatio * _expected;

    /// <summary>What observations turned out to be in the pool's distributions.</summary>
    public Recalibration Calibration { get; }

    public static OnlineWeights Read(BinaryReader reader) => new(reader);

    /// <summary>Forecasts that wait are not written: they are few, and soon made again.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.WriteArray<int>(_steps);
        writer.WriteArray<double>(_weights);
        writer.WriteArray<double>(_distance);
        writer.WriteArray<double>(_spread);
        writer.Write(_expected);
        writer.Write(_count);
        Calibration.Write(writer);
    }

    /// <summary>Takes in what has arrived since the last call.</summary>
    /// <param name="indicators">The demand first.</param>
    /// <param name="room">Values that the futures of any one member take.</param>
    /// <param name="predict">Fills an array with the equally likely futures of one member, row-major; tells how many values, 0 where it cannot predict.</param>
    /// <returns>New weights; null where they stay.</returns>
    public double[]? Learn(IReadOnlyList<IndicatorHistory> indicators, int room, Func<int, float[], int> predict)
    {
        var demand = indicators[0];
        if (demand.Origin is not { } origin || origin == _last)
        {
            return null;
        }

        _last = origin;
        var learned = false;
        for (var p = _pending.Count - 1; p >= 0; p--)
        {
            var age = (int)((origin - _pending[p].Origin) / demand.Step);
            if (age >= _steps[^1])
            {
                learned |= Score(_pending[p], demand, age);
                _pending.RemoveAt(p);
            }
        }

        var newest = _pending.Count == 0 ? int.MaxValue : (int)((origin - _pending.Max(p => p.Origin)) / demand.Step);
        if (_pending.Count < Waiting && newest >= Math.Max(1, _steps[^1] / Waiting) && Predict(origin, room, predict) is { } pending)
        {
            _pending.Add(pending);
        }

        if (!learned)
        {
            return null;
        }

        return _weights = PoolWeights.Solve(_distance, _spread, _count);
    }

    private bool Score(Pending pending, IndicatorHistory demand, int age)
    {
        var distances = new PairwiseDistances(_members);
        var scored = false;
        for (var s = 0; s < _steps.Length; s++)
        {
            var back = age - _steps[s];
            if (back >= demand.Count || !float.IsFinite(demand[back]))
            {
                continue;
            }

            var points = pending.Points.AsSpan(s * _members * Points, _members * Points);
            distances.Measure(points, demand[back]);
            (_newestLoss, _newestCount) = (NewestKept * _newestLoss + distances.Crps(_weights), NewestKept * _newestCount + 1);
            Calibration.Observe(s, points, _weights, demand[back]);
            Decay(_distance, distances.Distance);
            Decay(_spread, distances.Spread);
            _count = Kept * _count + 1;
            scored = true;
        }

        return scored;
    }

    /// <summary>Goes on from what a pool of the same members had seen before this one took its place.</summary>
    /// <param name="previous">Of the pool before; no longer written to.</param>
    public void Absorb(OnlineWeights previous)
    {
        TensorPrimitives.Add(_distance, previous._distance, _distance);
        TensorPrimitives.Add(_spread, previous._spread, _spread);
        _count += previous._count;
        Calibration.Absorb(previous.Calibration);
    }

    private static void Decay(double[] sums, ReadOnlySpan<double> added) => TensorPrimitives.MultiplyAdd(sums, Kept, added, sums);

    private Pending? Predict(DateTimeOffset origin, int room, Func<int, float[], int> predict)
    {
        var points = new float[_steps.Length * _members * Points];
        var paths = ArrayPool<float>.Shared.Rent(room);
        var predicted = 0;
        while (predicted < _members && predict(predicted, paths) is > 0 and var length)
        {
            for (var s = 0; s < _steps.Length; s++)
            {
                FillPoints(paths.AsSpan(0, length), _steps[s], points.AsSpan((s * _members + predicted) * Points, Points));
            }

            predicted++;
        }

        ArrayPool<float>.Shared.Return(paths);
        return predicted == _members ? new Pending(origin, points) : null;
    }

    private void FillPoints(ReadOnlySpan<float> paths, int step, Span<float> points)
    {
        var horizon = _steps[^1];
        var count = paths.Length / horizon;
        Span<float> column = count <= 512 ? stackalloc float[count] : new float[count];
        for (var p = 0; p < column.Length; p++)
        {
            column[p] = paths[p * horizon + step - 1];
        }

        column.Sort();
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = column[(int)((i + 0.5) / points.Length * column.Length)];
        }
    }

    private sealed record Pending(DateTimeOffset Origin, float[] Points);
}
