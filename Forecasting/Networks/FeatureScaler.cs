using System.Numerics.Tensors;

namespace Headroom.Forecasting.Networks;

/// <summary>Brings features to unit size: signed logarithm, then mean 0 and variance 1 over the training rows.</summary>
internal sealed class FeatureScaler
{
    private const float Clip = 4f;

    private readonly float[] _mean;
    private readonly float[] _inverse;

    /// <param name="table">Row-major training rows.</param>
    /// <param name="features">Features in a row.</param>
    public FeatureScaler(ReadOnlySpan<float> table, int features)
    {
        _mean = new float[features];
        _inverse = new float[features];
        var rows = table.Length / features;
        var squares = new double[features];
        var sums = new double[features];
        for (var i = 0; i < table.Length; i++)
        {
            var value = Compress(table[i]);
            sums[i % features] += value;
            squares[i % features] += value * value;
        }

        for (var f = 0; f < features; f++)
        {
            var mean = sums[f] / rows;
            _mean[f] = (float)mean;
            // A feature that never moved carries nothing.
            var deviation = Math.Sqrt(Math.Max(squares[f] / rows - mean * mean, 0));
            _inverse[f] = deviation > 1e-6 ? (float)(1 / deviation) : 0f;
        }
    }

    public void Scale(ReadOnlySpan<float> row, Span<float> scaled)
    {
        for (var f = 0; f < row.Length; f++)
        {
            scaled[f] = Compress(row[f]);
        }

        TensorPrimitives.Subtract(scaled, _mean, scaled);
        TensorPrimitives.Multiply(scaled, _inverse, scaled);
        TensorPrimitives.Min(scaled, Clip, scaled);
        TensorPrimitives.Max(scaled, -Clip, scaled);
    }

    private static float Compress(float value) => MathF.CopySign(MathF.Log(1 + MathF.Abs(value)), value);
}
