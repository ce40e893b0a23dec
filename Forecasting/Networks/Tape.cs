using System.Buffers;
using System.Numerics.Tensors;

namespace Headroom.Forecasting.Networks;

/// <summary>
/// Reverse-mode differentiation: operations are recorded as they run, and <see cref="Backward"/> walks them back. The
/// tensors of one pass are taken again by the next, so training allocates no matrices after its first batch.
/// </summary>
internal sealed class Tape
{
    private readonly List<Tensor> _tensors = [];
    private readonly List<Action> _steps = [];
    private int _taken;

    /// <summary>Forgets the last pass; its tensors are reused.</summary>
    public void Restart()
    {
        _taken = 0;
        _steps.Clear();
    }

    /// <summary>A zero tensor for this pass.</summary>
    public Tensor Take(int rows, int columns)
    {
        if (_taken == _tensors.Count)
        {
            _tensors.Add(new Tensor(rows, columns));
        }
        else if (_tensors[_taken].Rows != rows || _tensors[_taken].Columns != columns)
        {
            _tensors[_taken] = new Tensor(rows, columns);
        }

        var tensor = _tensors[_taken++];
        tensor.IsInput = false;
        tensor.Value.AsSpan().Clear();
        tensor.Gradient.AsSpan().Clear();
        return tensor;
    }

    /// <summary>Records how gradients pass back through an operation.</summary>
    public void Record(Action backward) => _steps.Add(backward);

    /// <summary>Fills every gradient; the loss' own must have been set.</summary>
    public void Backward()
    {
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            _steps[i]();
        }
    }

    /// <summary>x·w + b.</summary>
    public Tensor Linear(Tensor x, Tensor weight, Tensor bias) => Linear(x, [weight], [bias]);

    /// <summary>x·w + b with weights of its own for every group of consecutive rows.</summary>
    /// <param name="x">Groups of equally many rows, one after the other.</param>
    /// <param name="weights">One per group.</param>
    /// <param name="biases">One per group.</param>
    public Tensor Linear(Tensor x, Tensor[] weights, Tensor[] biases)
    {
        var (n, k, m) = (x.Rows / weights.Length, x.Columns, weights[0].Columns);
        var result = Take(x.Rows, m);
        for (var r = 0; r < x.Rows; r++)
        {
            biases[r / n].Value.CopyTo(result.Row(r));
        }

        for (var g = 0; g < weights.Length; g++)
        {
            MatrixProduct.AddTo(x.Value.AsSpan(g * n * k, n * k), weights[g].Value, result.Value.AsSpan(g * n * m, n * m), n, k, m);
        }

        Record(() => LinearBackward(x, weights, biases, result));
        return result;
    }

    public Tensor Add(Tensor x, Tensor y)
    {
        var result = Take(x.Rows, x.Columns);
        TensorPrimitives.Add(x.Value, y.Value, result.Value);
        Record(() =>
        {
            TensorPrimitives.Add(x.Gradient, result.Gradient, x.Gradient);
            TensorPrimitives.Add(y.Gradient, result.Gradient, y.Gradient);
        });
        return result;
    }

    /// <summary>The first rows of x again and again, one copy after the other.</summary>
    public Tensor Repeat(Tensor x, int rows, int times)
    {
        var result = Take(rows * times, x.Columns);
        var length = rows * x.Columns;
        for (var i = 0; i < times; i++)
        {
            x.Value.AsSpan(0, length).CopyTo(result.Value.AsSpan(i * length));
        }

        Record(() =>
        {
            for (var i = 0; i < times; i++)
            {
                TensorPrimitives.Add(x.Gradient.AsSpan(0, length), result.Gradient.AsSpan(i * length, length), x.Gradient.AsSpan(0, length));
            }
        });
        return result;
    }

    public Tensor Relu(Tensor x)
    {
        var result = Take(x.Rows, x.Columns);
        TensorPrimitives.Max(x.Value, 0f, result.Value);
        Record(() =>
        {
            for (var i = 0; i < result.Value.Length; i++)
            {
                x.Gradient[i] += result.Value[i] > 0 ? result.Gradient[i] : 0f;
            }
        });
        return result;
    }

    /// <summary>Every row to mean 0 and variance 1, then gain and bias per column.</summary>
    public Tensor LayerNorm(Tensor x, Tensor gain, Tensor bias)
    {
        var normal = Take(x.Rows, x.Columns);
        var result = Take(x.Rows, x.Columns);
        var inverse = Take(x.Rows, 1);
        for (var r = 0; r < x.Rows; r++)
        {
            var row = normal.Row(r);
            TensorPrimitives.Subtract(x.Row(r), TensorPrimitives.Average<float>(x.Row(r)), row);
            inverse.Value[r] = 1f / MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(row) / x.Columns + 1e-5f);
            TensorPrimitives.Multiply(row, inverse.Value[r], row);
            TensorPrimitives.MultiplyAdd(row, gain.Value, bias.Value, result.Row(r));
        }

        Record(() => LayerNormBackward(x, gain, bias, normal, result, inverse));
        return result;
    }

    private static void LinearBackward(Tensor x, Tensor[] weights, Tensor[] biases, Tensor result)
    {
        var (n, k, m) = (x.Rows / weights.Length, x.Columns, result.Columns);
        var transposed = ArrayPool<float>.Shared.Rent(k * m);
        for (var g = 0; g < weights.Length; g++)
        {
            var gradient = result.Gradient.AsSpan(g * n * m, n * m);
            MatrixProduct.AddTransposedTo(x.Value.AsSpan(g * n * k, n * k), gradient, weights[g].Gradient, n, k, m);
            if (!x.IsInput)
            {
                MatrixProduct.Transpose(weights[g].Value, transposed, k, m);
                MatrixProduct.AddTo(gradient, transposed, x.Gradient.AsSpan(g * n * k, n * k), n, m, k);
            }

            for (var r = g * n; r < (g + 1) * n; r++)
            {
                TensorPrimitives.Add(biases[g].Gradient, result.GradientRow(r), biases[g].Gradient);
            }
        }

        ArrayPool<float>.Shared.Return(transposed);
    }

    private static void LayerNormBackward(Tensor x, Tensor gain, Tensor bias, Tensor normal, Tensor result, Tensor inverse)
    {
        Span<float> scaled = stackalloc float[x.Columns];
        for (var r = 0; r < x.Rows; r++)
        {
            ReadOnlySpan<float> gradient = result.GradientRow(r), unit = normal.Row(r);
            TensorPrimitives.Add(bias.Gradient, gradient, bias.Gradient);
            TensorPrimitives.MultiplyAdd(gradient, unit, gain.Gradient, gain.Gradient);
            TensorPrimitives.Multiply(gradient, gain.Value, scaled);
            var mean = TensorPrimitives.Average<float>(scaled);
            var along = TensorPrimitives.Dot(scaled, unit) / x.Columns;
            var back = x.GradientRow(r);
            for (var i = 0; i < back.Length; i++)
            {
                back[i] += inverse.Value[r] * (scaled[i] - mean - unit[i] * along);
            }
        }
    }
}
