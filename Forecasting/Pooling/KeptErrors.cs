using System.Numerics.Tensors;
using Headroom.Forecasting.Images;

namespace Headroom.Forecasting.Pooling;

/// <summary>
/// Error paths that a fitted pool keeps, scaled as in <see cref="ResidualPaths"/>, in 16-bit floats: three digits of an
/// error are more than one draw of it can tell, and a thousand pools stay small.
/// </summary>
internal sealed class KeptErrors
{
    private const float Largest = 65_504;

    private readonly Half[] _scaled;

    public KeptErrors(ResidualPaths residuals)
        : this(new Half[residuals.Count * residuals.Horizon], residuals.Count, residuals.Horizon)
    {
        for (var p = 0; p < Count; p++)
        {
            for (var h = 0; h < Horizon; h++)
            {
                _scaled[p * Horizon + h] = (Half)Math.Clamp(residuals.Path(p)[h], -Largest, Largest);
            }
        }
    }

    private KeptErrors(Half[] scaled, int count, int horizon) => (_scaled, Count, Horizon) = (scaled, count, horizon);

    public int Count { get; }

    public int Horizon { get; }

    public long Bytes => 2L * _scaled.Length;

    public static KeptErrors Read(BinaryReader reader) => new(reader.ReadArray<Half>(), reader.ReadInt32(), reader.ReadInt32());

    public void Write(BinaryWriter writer)
    {
        writer.WriteArray<Half>(_scaled);
        writer.Write(Count);
        writer.Write(Horizon);
    }

    /// <summary>Evenly spread over the origins, <paramref name="count"/> of the paths.</summary>
    public KeptErrors Thin(int count)
    {
        var kept = Math.Min(Count, count);
        var thinned = new Half[kept * Horizon];
        for (var p = 0; p < kept; p++)
        {
            _scaled.AsSpan((int)((long)p * Count / kept) * Horizon, Horizon).CopyTo(thinned.AsSpan(p * Horizon));
        }

        return new KeptErrors(thinned, kept, Horizon);
    }

    /// <summary>Writes <see cref="Count"/> futures: prediction + error · movement.</summary>
    public void Bootstrap(ReadOnlySpan<float> prediction, double movement, Span<float> paths)
    {
        TensorPrimitives.ConvertToSingle(_scaled, paths);
        for (var p = 0; p < Count; p++)
        {
            var path = paths.Slice(p * Horizon, Horizon);
            TensorPrimitives.MultiplyAdd(path, (float)movement, prediction, path);
        }
    }
}
