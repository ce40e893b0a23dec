using System.Numerics.Tensors;
using Headroom.Forecasting.Panels;
using Headroom.Forecasting.Pooling;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>Weighs the members of one indicator on its validation rows and scores pools on its test rows.</summary>
internal sealed class ChannelScorer(ChannelTable table, PointTable points)
{
    private const double Tail = 0.05;

    private readonly PairwiseDistances _distances = new(points.Members);

    /// <summary>Mean distances over rows: what the weights are solved from.</summary>
    public (double[] Distance, double[] Spread) Measure(int from, int to)
    {
        var distance = new double[points.Members];
        var spread = new double[points.Members * points.Members];
        for (var t = from; t < to; t++)
        {
            _distances.Measure(points.At(t), table.Truth[t]);
            TensorPrimitives.Add(distance, _distances.Distance, distance);
            TensorPrimitives.Add(spread, _distances.Spread, spread);
        }

        TensorPrimitives.Divide(distance, to - from, distance);
        TensorPrimitives.Divide(spread, to - from, spread);
        return (distance, spread);
    }

    /// <summary>Scores fixed weights.</summary>
    public ScoreTally Score(ReadOnlySpan<double> weights, int from, int to)
    {
        var tally = new ScoreTally();
        for (var t = from; t < to; t++)
        {
            _distances.Measure(points.At(t), table.Truth[t]);
            AddTo(tally, weights, t);
        }

        return tally;
    }

    /// <summary>Scores weights that learn from every row after it was predicted.</summary>
    public ScoreTally Score(OnlineGate gate, int from, int to)
    {
        var tally = new ScoreTally();
        Span<double> gradient = stackalloc double[points.Members];
        for (var t = from; t < to; t++)
        {
            _distances.Measure(points.At(t), table.Truth[t]);
            AddTo(tally, gate.Weights, t);
            _distances.Gradient(gate.Weights, gradient);
            gate.Observe(gradient);
        }

        return tally;
    }

    private void AddTo(ScoreTally tally, ReadOnlySpan<double> weights, int row)
    {
        double mean = 0, below = 0, upTo = 0;
        var truth = table.Truth[row];
        for (var m = 0; m < weights.Length; m++)
        {
            var values = points.At(row, m);
            mean += weights[m] * TensorPrimitives.Average<float>(values);
            // Values equal to the observation are on both sides: an atom is inside its own band.
            var (less, notMore) = Ranks(values, truth);
            below += weights[m] * less / values.Length;
            upTo += weights[m] * notMore / values.Length;
        }

        tally.Add(mean - truth, _distances.Crps(weights), upTo >= Tail && below <= 1 - Tail);
    }

    private static (int Less, int NotMore) Ranks(ReadOnlySpan<float> ascending, float value)
    {
        var less = 0;
        while (less < ascending.Length && ascending[less] < value)
        {
            less++;
        }

        var notMore = less;
        while (notMore < ascending.Length && ascending[notMore] <= value)
        {
            notMore++;
        }

        return (less, notMore);
    }
}
