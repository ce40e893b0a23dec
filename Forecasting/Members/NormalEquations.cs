using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Headroom.Forecasting.Members;

/// <summary>XᵀX and XᵀY of a multi-target ridge regression, gathered row by row; one decomposition serves every penalty.</summary>
internal sealed class NormalEquations(int features, int targets)
{
    private static readonly double[] Penalties = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0];

    private readonly double[] _gram = new double[features * features];
    private readonly double[] _cross = new double[targets * features];
    private readonly double[] _squares = new double[targets];

    public int Rows { get; private set; }

    public void Add(ReadOnlySpan<double> row, ReadOnlySpan<double> target)
    {
        for (var i = 0; i < features; i++)
        {
            // The matrix is symmetric: what lies below the diagonal is never written.
            var gramRow = _gram.AsSpan(i * features + i, features - i);
            TensorPrimitives.MultiplyAdd(row[i..], row[i], gramRow, gramRow);
        }

        for (var t = 0; t < targets; t++)
        {
            var crossRow = _cross.AsSpan(t * features, features);
            TensorPrimitives.MultiplyAdd(row, target[t], crossRow, crossRow);
            _squares[t] += target[t] * target[t];
        }

        Rows++;
    }

    /// <summary>Coefficients, targets × features, at the penalty with the least generalised cross-validation error.</summary>
    /// <remarks>
    /// Features are standardised by their root mean square. GCV (Golub, Heath, Wahba 1979) is the rotation-invariant
    /// form of leave-one-out: n·RSS / (n − tr)², tr the effective number of parameters.
    /// </remarks>
    public double[] Solve()
    {
        var scale = new double[features];
        for (var i = 0; i < features; i++)
        {
            var rms = Math.Sqrt(_gram[i * features + i] / Rows);
            scale[i] = rms > 1e-12 ? 1.0 / rms : 0.0;
        }

        var gram = Matrix<double>.Build.Dense(features, features, (i, j) => _gram[Math.Min(i, j) * features + Math.Max(i, j)] * scale[i] * scale[j] / Rows);
        var evd = gram.Evd(Symmetricity.Symmetric);
        var eigenvalues = evd.EigenValues.Select(z => Math.Max(z.Real, 0.0)).ToArray();
        var cross = Matrix<double>.Build.Dense(features, targets, (i, t) => _cross[t * features + i] * scale[i] / Rows);
        var rotated = evd.EigenVectors.TransposeThisAndMultiply(cross);
        var penalty = Penalties.MinBy(candidate => Gcv(candidate, eigenvalues, rotated));
        var shrunk = Matrix<double>.Build.Dense(features, targets, (i, t) => rotated[i, t] / (eigenvalues[i] + penalty));
        var coefficients = evd.EigenVectors * shrunk;
        var result = new double[targets * features];
        for (var t = 0; t < targets; t++)
        {
            for (var i = 0; i < features; i++)
            {
                result[t * features + i] = coefficients[i, t] * scale[i];
            }
        }

        return result;
    }

    private double Gcv(double penalty, double[] eigenvalues, Matrix<double> rotated)
    {
        var trace = eigenvalues.Sum(e => e / (e + penalty));
        var error = 0.0;
        for (var t = 0; t < targets; t++)
        {
            var residual = _squares[t] / Rows;
            for (var i = 0; i < features; i++)
            {
                var share = rotated[i, t] * rotated[i, t] / (eigenvalues[i] + penalty);
                residual -= share * (2.0 - eigenvalues[i] / (eigenvalues[i] + penalty));
            }

            // Each target counts relative to its own variance, or the longest horizon would choose alone.
            error += Math.Max(residual, 0.0) / Math.Max(_squares[t] / Rows, 1e-30);
        }

        var degrees = Math.Max(1.0 - trace / Rows, 1e-3);
        return error / (degrees * degrees);
    }
}
