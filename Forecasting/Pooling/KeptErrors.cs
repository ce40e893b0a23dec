using System.Numerics.Tensors;

namespace Headroom.Forecasting.Pooling;

/// <summary>
/// Error paths that a fitted pool keeps, scaled as in <see cref="ResidualPaths"/>, in 16-bit floats: three digits of an
/// error are more than one draw of it can tell, and a thousand pools stay small.
/// </summary>
internal sealed class KeptErrors
{
    private const float Largest = 65_504;

    private readonly Half[] _scaled;
    private readonly int _horizon;

    public KeptErrors(ResidualPaths residuals)
    {
        (_horizon, Count) = (residuals.Horizon, residuals.Count);
        _scaled = new Half[Count * _horizon];
        for (var p = 0; p < Count; p++)
        {
            for (var h = 0; h < _horizon; h++)
            {
                _scaled[p * _horizon + h] = (Half)Math.Clamp(residuals.Path(p)[h], -Largest, Largest);
            }
        }
    }

    public int Count { get; }

    /// <summary>Writes <see cref="Count"/> futures: prediction + error · movement.</summary>
    public void Bootstrap(ReadOnlySpan<float> prediction, double movement, bool isNonNegative, Span<float> paths)
    {
        var all = paths[..(Count * _horizon)];
        TensorPrimitives.ConvertToSingle(_scaled, all);
        for (var p = 0; p < Count; p++)
        {
            var path = all.Slice(p * _horizon, _horizon);
            TensorPrimitives.MultiplyAdd(path, (float)movement, prediction, path);
        }

        if (isNonNegative)
        {
            TensorPrimitives.Max(all, 0f, all);
        }
    }
}
