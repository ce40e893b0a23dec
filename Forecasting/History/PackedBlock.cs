namespace Headroom.Forecasting.History;

/// <summary>
/// Samples of one block in 16 bits each: the block's smallest value and a quantum. Whole numbers come back exactly, and
/// so do the smallest value (an idle zero stays zero) and missing samples; others within 1% of how far neighbouring
/// samples typically lie apart. A block that cannot keep that promise, such as one with a single huge spike, stays float32.
/// </summary>
internal sealed class PackedBlock
{
    /// <summary>Samples in a block.</summary>
    public const int Length = 256;

    private const ushort Missing = ushort.MaxValue;
    private const int Levels = ushort.MaxValue - 1;
    private const double LargestError = 0.01;

    private readonly float _offset;
    private readonly double _quantum;
    private readonly ushort[]? _codes;
    private readonly float[]? _exact;

    private PackedBlock(float offset, double quantum, ushort[]? codes, float[]? exact) =>
        (_offset, _quantum, _codes, _exact) = (offset, quantum, codes, exact);

    /// <summary>The sample at this place, NaN where it is missing.</summary>
    /// <param name="index">0 is the oldest.</param>
    public float this[int index] => _exact is not null ? _exact[index] : _codes is null ? _offset : Decode(_codes[index]);

    /// <param name="samples">Oldest first, <see cref="Length"/> of them; NaN is a missing one.</param>
    public static PackedBlock Pack(ReadOnlySpan<float> samples)
    {
        var shape = Shape.Of(samples);
        if (shape.Known == samples.Length && shape.Low == shape.High)
        {
            return new PackedBlock(shape.Low, 0, null, null);
        }

        var range = (double)shape.High - shape.Low;
        var quantum = shape.IsWhole && range <= Levels ? 1 : range / Levels;
        if (quantum != 1 && quantum / 2 > LargestError * shape.TypicalChange)
        {
            return new PackedBlock(0, 0, null, samples.ToArray());
        }

        var codes = new ushort[samples.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            codes[i] = float.IsNaN(samples[i]) ? Missing
                : quantum == 0 ? (ushort)0
                : (ushort)Math.Round((samples[i] - (double)shape.Low) / quantum);
        }

        return new PackedBlock(shape.Low, quantum, codes, null);
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
                destination[i] = Decode(_codes[start + i]);
            }
        }
    }

    private float Decode(ushort code) => code == Missing ? float.NaN : (float)(_offset + _quantum * code);

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
