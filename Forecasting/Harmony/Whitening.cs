using System.Numerics.Tensors;
using Headroom.Forecasting.Images;
using MathNet.Numerics.LinearAlgebra;

namespace Headroom.Forecasting.Harmony;

/// <summary>
/// z = L⁻¹·y with L·Lᵀ the second moments of y, L lower triangular: every step less what the steps before it tell, at unit
/// size. A linear layer in front of the flow, which then has only what is not linear to learn.
/// </summary>
internal sealed class Whitening
{
    private const double Ridge = 1e-3;

    private readonly float[] _factor;
    private readonly int _size;

    private Whitening(float[] factor, int size) => (_factor, _size) = (factor, size);

    /// <param name="rows">Row-major, rows × size, finite.</param>
    /// <param name="size">Steps.</param>
    public static Whitening Fit(ReadOnlySpan<float> rows, int size)
    {
        var moments = Matrix<double>.Build.Dense(size, size);
        for (var at = 0; at < rows.Length; at += size)
        {
            var row = rows.Slice(at, size);
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    moments[i, j] += (double)row[i] * row[j];
                }
            }
        }

        var count = Math.Max(rows.Length / size, 1);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                moments[i, j] = moments[j, i] = moments[i, j] / count;
            }
        }

        // A series that never moved has no moments at all.
        moments += Matrix<double>.Build.DenseIdentity(size) * (Ridge * (moments.Trace() / size + 1));
        var factor = moments.Cholesky().Factor;
        var flat = new float[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                flat[i * size + j] = (float)factor[i, j];
            }
        }

        return new Whitening(flat, size);
    }

    public static Whitening Read(BinaryReader reader)
    {
        var factor = reader.ReadArray<float>();
        return new Whitening(factor, (int)Math.Sqrt(factor.Length));
    }

    public void Write(BinaryWriter writer) => writer.WriteArray<float>(_factor);

    /// <summary>y → z, in place.</summary>
    public void Whiten(Span<float> y)
    {
        for (var i = 0; i < _size; i++)
        {
            var row = _factor.AsSpan(i * _size, i + 1);
            y[i] = (y[i] - TensorPrimitives.Dot<float>(row[..i], y[..i])) / row[i];
        }
    }

    /// <summary>z → y, in place.</summary>
    public void Color(Span<float> z)
    {
        for (var i = _size - 1; i >= 0; i--)
        {
            z[i] = TensorPrimitives.Dot<float>(_factor.AsSpan(i * _size, i + 1), z[..(i + 1)]);
        }
    }
}
