namespace Headroom.Forecasting.Distributions;

/// <summary>Joint draws of the next steps: row p is one possible future. Marginals and window maxima come from the same draws.</summary>
public sealed class SamplePaths
{
    private readonly float[] _values;
    private readonly float[] _weights;

    /// <param name="values">Row-major, paths × horizon, finite.</param>
    /// <param name="weights">One per path, ≥ 0.</param>
    /// <param name="horizon">Steps ahead, ≥ 1.</param>
    /// <exception cref="ArgumentException">The shapes do not agree.</exception>
    public SamplePaths(float[] values, float[] weights, int horizon)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        if (horizon < 1 || weights.Length < 1 || values.Length != weights.Length * horizon)
        {
            throw new ArgumentException($"{values.Length} values are not {weights.Length} paths of {horizon} steps.");
        }

        _values = values;
        _weights = weights;
        Horizon = horizon;
    }

    public int Horizon { get; }

    public int Count => _weights.Length;

    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>One future, <see cref="Horizon"/> values; index 0 is one step ahead.</summary>
    public ReadOnlySpan<float> Path(int index) => _values.AsSpan(index * Horizon, Horizon);

    /// <summary>The distribution <paramref name="stepsAhead"/> steps ahead, 1 … <see cref="Horizon"/>.</summary>
    public WeightedSamples At(int stepsAhead) => WindowMax(stepsAhead, stepsAhead);

    /// <summary>The distribution of the largest value over steps <paramref name="from"/> … <paramref name="to"/>, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">1 ≤ from ≤ to ≤ <see cref="Horizon"/> does not hold.</exception>
    public WeightedSamples WindowMax(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Horizon);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        Span<float> peaks = Count <= 512 ? stackalloc float[Count] : new float[Count];
        for (var p = 0; p < Count; p++)
        {
            peaks[p] = System.Numerics.Tensors.TensorPrimitives.Max<float>(_values.AsSpan(p * Horizon + from - 1, to - from + 1));
        }

        return WeightedSamples.Create(peaks, _weights);
    }
}
