using System.Buffers.Binary;
using System.Numerics;

namespace Headroom.Forecasting.History;

/// <summary>
/// Samples of one block as whole multiples of a quantum above the block's smallest value, in as few bits as the largest
/// needs. Whole numbers come back exactly, and so do the smallest value (an idle zero stays zero) and missing samples;
/// others within 1% of how far neighbouring samples typically lie apart. A block that would need more than 16 bits for
/// that, such as one with a single huge spike, stays float32.
/// </summary>
/// <remarks>A noisy load needs 8 to 10 bits a sample, counts below 250 need 8, a constant none.</remarks>
internal sealed class PackedBlock
{
    /// <summary>Samples in a block.</summary>
    public const int Length = 256;

    private const int MostBits = 16;
    private const double LargestError = 0.01;

    // A code is read as part of four bytes.
    private const int Padding = 3;

    private readonly float _offset;
    private readonly float[]? _exact;
    private readonly double _quantum;
    private readonly byte[]? _codes;
    private readonly int _bits;

    private PackedBlock(float[] exact) => _exact = exact;

    private PackedBlock(float offset, double quantum, int bits, byte[]? codes) =>
        (_offset, _quantum, _bits, _codes) = (offset, quantum, bits, codes);

    /// <summary>The sample at this place, NaN where it is missing.</summary>
    /// <param name="index">0 is the oldest.</param>
    public float this[int index] => _exact is not null ? _exact[index] : _codes is null ? _offset : Decode(index);

    // All bits set.
    private uint Missing => (1u << _bits) - 1;

    /// <param name="samples">Oldest first, <see cref="Length"/> of them; NaN is a missing one.</param>
    public static PackedBlock Pack(ReadOnlySpan<float> samples)
    {
        var shape = Shape.Of(samples);
        if (shape.Known == samples.Length && shape.Low == shape.High)
        {
            return new PackedBlock(shape.Low, 0, 0, null);
        }

        var range = (double)shape.High - shape.Low;
        var quantum = shape.IsWhole ? 1 : 2 * LargestError * shape.TypicalChange;
        // One code more than there are levels, for what is missing.
        var codes = range == 0 ? 2 : range / quantum + 3;
        if (!(codes <= 1 << MostBits))
        {
            return new PackedBlock(samples.ToArray());
        }

        var bits = BitOperations.Log2((uint)codes - 1) + 1;
        var block = new PackedBlock(shape.Low, quantum, bits, new byte[(samples.Length * bits + 7) / 8 + Padding]);
        for (var i = 0; i < samples.Length; i++)
        {
            block.Encode(i, float.IsNaN(samples[i]) ? block.Missing : quantum == 0 ? 0 : (uint)Math.Round((samples[i] - (double)shape.Low) / quantum));
        }

        return block;
    }

    /// <summary>Copies the samples from <paramref name="start"/> on, oldest first.</summary>
    public void CopyTo(int start, Span<float> destination)
    {
        if (_exact is not null)
        {
            _exact.AsSpan(start, destination.Length).CopyTo(destination);
        }
        else if (_codes is null)
        {
            destination.Fill(_offset);
        }
        else
        {
            for (var i = 0; i < destination.Length; i++)
            {
                destination[i] = Decode(start + i);
            }
        }
    }

    private float Decode(int index)
    {
        var at = index * _bits;
        var code = (BinaryPrimitives.ReadUInt32LittleEndian(_codes.AsSpan(at >> 3)) >> (at & 7)) & Missing;
        return code == Missing ? float.NaN : (float)(_offset + _quantum * code);
    }

    private void Encode(int index, uint code)
    {
        var at = index * _bits;
        var place = _codes.AsSpan(at >> 3);
        BinaryPrimitives.WriteUInt32LittleEndian(place, BinaryPrimitives.ReadUInt32LittleEndian(place) | (code << (at & 7)));
    }

    /// <summary>What decides how a block is kept.</summary>
    /// <param name="TypicalChange">
    /// Median absolute difference of neighbouring samples that differ: a spike does not move it, nor do idle stretches.
    /// </param>
    private readonly record struct Shape(float Low, float High, int Known, bool IsWhole, float TypicalChange)
    {
        // Beyond this float32 itself no longer holds every whole number.
        private const float LargestWhole = 1 << 24;

        public static Shape Of(ReadOnlySpan<float> samples)
        {
            Span<float> changes = stackalloc float[samples.Length];
            var (low, high, known, isWhole, differing) = (float.PositiveInfinity, float.NegativeInfinity, 0, true, 0);
            var before = float.NaN;
            foreach (var sample in samples)
            {
                if (!float.IsNaN(sample))
                {
                    (low, high, known) = (Math.Min(low, sample), Math.Max(high, sample), known + 1);
                    isWhole &= sample == MathF.Floor(sample) && Math.Abs(sample) <= LargestWhole;
                    if (sample != before && !float.IsNaN(before))
                    {
                        changes[differing++] = Math.Abs(sample - before);
                    }
                }

                before = sample;
            }

            changes[..differing].Sort();
            return known == 0 ? new Shape(0, 0, 0, true, 0) : new Shape(low, high, known, isWhole, differing == 0 ? 0 : changes[differing / 2]);
        }
    }
}
