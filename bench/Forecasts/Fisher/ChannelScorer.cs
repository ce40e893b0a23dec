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
    public MeanDistances Measure(int from, int to)
    {
        var means = new MeanDistances(points.Members);
        for (var t = from; t < to; t++)
        {
            _distances.Measure(points.At(t), table.Truth[t]);
            means.Add(_distances);
        }

        return means;
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

    /// <summary>Scores weights that learn from every row after it was predicted, and are solved anew every day.</summary>
    /// <param name="gate">Weights as they stand before the first row.</param>
    /// <param name="seen">Distances over the rows before; grows by the rows scored.</param>
    /// <param name="solve">The weights to drift back to, given what has been seen.</param>
    public ScoreTally Score(OnlineGate gate, MeanDistances seen, Func<MeanDistances, double[]> solve, int from, int to, int stepsPerDay)
    {
        var tally = new ScoreTally();
        Span<double> gradient = stackalloc double[points.Members];
        for (var t = from; t < to; t++)
        {
            if (t > from && (t - from) % stepsPerDay == 0)
            {
                gate.Rebase(solve(seen));
            }

            _distances.Measure(points.At(t), table.Truth[t]);
            AddTo(tally, gate.Weights, t);
            _distances.Gradient(gate.Weights, gradient);
            gate.Observe(gradient);
            seen.Add(_distances);
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
