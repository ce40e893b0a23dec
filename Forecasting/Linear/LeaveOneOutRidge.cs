using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Headroom.Forecasting.Linear;

/// <summary>
/// Linear regression with a penalty on the squared coefficients, chosen by exact leave-one-out error in closed form.
/// Rows are added one by one; solving again after more rows is the recursive update.
/// </summary>
/// <remarks>
/// Leave-one-out residual: e_i/(1 − h_i), h_i the leverage (Allen, PRESS, 1974). One eigendecomposition serves every
/// penalty. Features are divided by their root mean square, so that the penalty has no unit.
/// </remarks>
public sealed class LeaveOneOutRidge(int features)
{
    private static readonly double[] Penalties = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0];

    private readonly double[] _gram = new double[features * features];
    private readonly double[] _cross = new double[features];
    private readonly List<float> _rows = [];
    private readonly List<float> _targets = [];

    /// <summary>Rows added so far.</summary>
    public int Rows => _targets.Count;

    /// <summary>One coefficient per feature, in the features' unit; zeros before <see cref="Solve"/>.</summary>
    public float[] Coefficients { get; } = new float[features];

    /// <summary>Adds a row.</summary>
    /// <param name="row">Finite features.</param>
    /// <param name="target">Finite.</param>
    public void Add(ReadOnlySpan<float> row, float target)
    {
        Span<double> wide = stackalloc double[features];
        TensorPrimitives.ConvertTruncating<float, double>(row, wide);
        for (var i = 0; i < features; i++)
        {
            // The upper triangle only: the matrix is symmetric.
            var gram = _gram.AsSpan(i * features + i, features - i);
            TensorPrimitives.MultiplyAdd(wide[i..], wide[i], gram, gram);
        }

        TensorPrimitives.MultiplyAdd(wide, (double)target, _cross, _cross);
        _rows.AddRange(row);
        _targets.Add(target);
    }

    public float Predict(ReadOnlySpan<float> row) => TensorPrimitives.Dot(Coefficients, row);

    /// <summary>Fits the coefficients to all rows and returns the leave-one-out residual of each.</summary>
    public float[] Solve()
    {
        var scale = new double[features];
        for (var i = 0; i < features; i++)
        {
            var rms = Math.Sqrt(_gram[i * features + i] / Rows);
            scale[i] = rms > 1e-12 ? 1.0 / rms : 0.0;
        }

        var gram = Matrix<double>.Build.Dense(
            features, features, (i, j) => _gram[Math.Min(i, j) * features + Math.Max(i, j)] * scale[i] * scale[j] / Rows);
        var evd = gram.Evd(Symmetricity.Symmetric);
        var eigenvalues = evd.EigenValues.Select(z => Math.Max(z.Real, 0.0)).ToArray();
        var rotation = new float[features * features];
        var cross = new double[features];
        for (var k = 0; k < features; k++)
        {
            for (var i = 0; i < features; i++)
            {
                rotation[k * features + i] = (float)(evd.EigenVectors[i, k] * scale[i]);
                cross[k] += evd.EigenVectors[i, k] * scale[i] * _cross[i] / Rows;
            }
        }

        return ChoosePenalty(Rotate(rotation), eigenvalues, cross, rotation);
    }

    // Every row in the eigenvectors' basis, where predictions and leverages of every penalty are sums.
    private float[] Rotate(float[] rotation)
    {
        var rotated = new float[_rows.Count];
        var rows = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows);
        for (var r = 0; r < Rows; r++)
        {
            for (var k = 0; k < features; k++)
            {
                rotated[r * features + k] = TensorPrimitives.Dot(rows.Slice(r * features, features), rotation.AsSpan(k * features, features));
            }
        }

        return rotated;
    }

    private float[] ChoosePenalty(float[] rotated, double[] eigenvalues, double[] cross, float[] rotation)
    {
        var best = double.MaxValue;
        float[] residuals = [];
        var squares = new float[rotated.Length];
        TensorPrimitives.Multiply(rotated, rotated, squares);
        foreach (var penalty in Penalties)
        {
            var shrunk = new float[features];
            var leverage = new float[features];
            for (var k = 0; k < features; k++)
            {
                shrunk[k] = (float)(cross[k] / (eigenvalues[k] + penalty));
                leverage[k] = (float)(1.0 / ((eigenvalues[k] + penalty) * Rows));
            }

            var candidate = new float[Rows];
            for (var r = 0; r < Rows; r++)
            {
                var error = _targets[r] - TensorPrimitives.Dot(rotated.AsSpan(r * features, features), shrunk);
                var own = TensorPrimitives.Dot(squares.AsSpan(r * features, features), leverage);
                candidate[r] = error / Math.Max(1f - own, 0.05f);
            }

            var press = TensorPrimitives.SumOfSquares(candidate);
            if (press < best)
            {
                (best, residuals) = (press, candidate);
                SetCoefficients(shrunk, rotation);
            }
        }

        return residuals;
    }

    private void SetCoefficients(float[] shrunk, float[] rotation)
    {
        Coefficients.AsSpan().Clear();
        for (var k = 0; k < features; k++)
        {
            TensorPrimitives.MultiplyAdd(rotation.AsSpan(k * features, features), shrunk[k], Coefficients, Coefficients);
        }
    }
}
