using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Headroom.Forecasting.Lead;

/// <summary>A ridge regression that learns row by row and is solved now and then.</summary>
/// <param name="features">Regressors, the constant included.</param>
/// <param name="memory">Share of the past that one row leaves, (0, 1]; 1 forgets nothing.</param>
/// <param name="huber">Residuals beyond this many target units count less; infinity for least squares.</param>
internal sealed class OnlineRidge(int features, double memory, double huber)
{
    // Relative to the regressors' own power, so that units do not matter.
    private const double Penalty = 1e-3;

    private readonly double[] _gram = new double[features * features];
    private readonly double[] _cross = new double[features];
    private readonly double[] _coefficients = new double[features];
    private readonly double[] _scaled = new double[features];

    // Rows gain weight instead of the sums losing it: one pass per row in place of two.
    private double _weight = 1.0;

    public bool IsFitted { get; private set; }

    public double Predict(ReadOnlySpan<double> row) => TensorPrimitives.Dot<double>(row, _coefficients);

    public void Add(ReadOnlySpan<double> row, double target)
    {
        _weight /= memory;
        var residual = IsFitted ? Math.Abs(target - Predict(row)) : 0.0;
        var weight = _weight * (residual > huber ? huber / residual : 1.0);
        TensorPrimitives.Multiply(row, weight, _scaled);
        for (var i = 0; i < features; i++)
        {
            var line = _gram.AsSpan(i * features, features);
            TensorPrimitives.MultiplyAdd(row, _scaled[i], line, line);
        }

        TensorPrimitives.MultiplyAdd(_scaled, target, _cross, _cross);
        if (_weight > 1e60)
        {
            TensorPrimitives.Divide(_gram, _weight, _gram);
            TensorPrimitives.Divide(_cross, _weight, _cross);
            _weight = 1.0;
        }
    }

    public void Solve()
    {
        var scale = new double[features];
        for (var i = 0; i < features; i++)
        {
            var power = _gram[i * features + i];
            scale[i] = power > 0 ? 1.0 / Math.Sqrt(power) : 0.0;
        }

        var gram = Matrix<double>.Build.Dense(
            features, features, (i, j) => _gram[i * features + j] * scale[i] * scale[j] + (i == j ? Penalty : 0.0));
        var cross = Vector<double>.Build.Dense(features, i => _cross[i] * scale[i]);
        var solution = gram.Cholesky().Solve(cross);
        for (var i = 0; i < features; i++)
        {
            _coefficients[i] = solution[i] * scale[i];
        }

        IsFitted = true;
    }
}
