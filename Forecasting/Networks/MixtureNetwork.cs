using System.Numerics.Tensors;

namespace Headroom.Forecasting.Networks;

/// <summary>One hidden layer and a mixture of Gaussians, trained by the exact likelihood. Immutable once fitted.</summary>
public sealed class MixtureNetwork
{
    /// <summary>Gaussians in the mixture.</summary>
    public const int Components = 6;

    private const int Batch = 128;

    private readonly Tensor _first;
    private readonly Tensor _firstBias;
    private readonly Tensor _second;
    private readonly Tensor _secondBias;

    private MixtureNetwork(int features, int hidden, Random random)
    {
        _first = Initial.Weights(features, hidden, random, 1.4f);
        _firstBias = Initial.Constant(1, hidden, 0f);
        _second = Initial.Weights(hidden, 3 * Components, random, 0.5f);
        _secondBias = Initial.Constant(1, 3 * Components, 0f);
        MixtureHead.SpreadMeans(_secondBias.Value);
    }

    /// <param name="table">Row-major, rows × features, each feature of unit size.</param>
    /// <param name="targets">One value per row, of unit size.</param>
    /// <param name="options">Width and length of the training.</param>
    /// <param name="random">Source of starting values and of the order of rows.</param>
    public static MixtureNetwork Fit(ReadOnlyMemory<float> table, float[] targets, NetworkOptions options, Random random)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        var features = table.Length / targets.Length;
        var network = new MixtureNetwork(features, options.Hidden, random);
        var batches = targets.Length / Batch;
        var adam = new Adam([network._first, network._firstBias, network._second, network._secondBias], options.Rate, batches * options.Epochs);
        int[] order = [.. Enumerable.Range(0, targets.Length)];
        var tape = new Tape();
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            random.Shuffle(order);
            for (var batch = 0; batch < batches; batch++)
            {
                network.Learn(tape, table.Span, targets, order.AsSpan(batch * Batch, Batch));
                adam.Step();
            }
        }

        return network;
    }

    /// <summary>Weights, means and σ of one row's mixture, <see cref="Components"/> each.</summary>
    public void Predict(ReadOnlySpan<float> row, Span<float> weights, Span<float> means, Span<float> sigmas)
    {
        Span<float> hidden = stackalloc float[_firstBias.Columns];
        _firstBias.Value.CopyTo(hidden);
        MatrixProduct.AddTo(row, _first.Value, hidden, 1, row.Length, hidden.Length);
        TensorPrimitives.Max(hidden, 0f, hidden);
        Span<float> outputs = stackalloc float[3 * Components];
        _secondBias.Value.CopyTo(outputs);
        MatrixProduct.AddTo(hidden, _second.Value, outputs, 1, hidden.Length, outputs.Length);
        MixtureHead.Read(outputs, weights, means, sigmas);
    }

    private void Learn(Tape tape, ReadOnlySpan<float> table, float[] targets, ReadOnlySpan<int> rows)
    {
        tape.Restart();
        var features = _first.Rows;
        var x = tape.Take(rows.Length, features);
        var y = tape.Take(rows.Length, 1);
        x.IsInput = true;
        for (var i = 0; i < rows.Length; i++)
        {
            table.Slice(rows[i] * features, features).CopyTo(x.Row(i));
            y.Value[i] = targets[rows[i]];
        }

        var outputs = tape.Linear(tape.Relu(tape.Linear(x, _first, _firstBias)), _second, _secondBias);
        MixtureHead.NegativeLogLikelihood(outputs, y, 1f / rows.Length);
        tape.Backward();
    }
}
