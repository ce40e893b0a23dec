namespace Headroom.Forecasting.Panels;

/// <summary>One indicator of a panel as a regression table: for every row what was known before it, and what came.</summary>
/// <remarks>
/// Relative features: with b the base value and s the mean absolute step before it, a value v enters as (v − b)/s. A
/// series may then drift out of the range it was trained on and still be understood.
/// </remarks>
public sealed class ChannelTable
{
    /// <summary>Rows at the start that have too little before them to be used.</summary>
    public const int FirstRow = RowOrder.Depth;

    private readonly float[] _features;
    private readonly float[] _levels;

    private readonly int _window;

    internal ChannelTable(float[] truth, int channel, int width, int window)
    {
        (Truth, Channel, Width, _window) = (truth, channel, width, window);
        _features = new float[truth.Length * width];
        _levels = new float[truth.Length * LevelStates.Count];
        Base = new float[truth.Length];
        Scale = new float[truth.Length];
        Seasonal = new float[truth.Length];
    }

    public int Channel { get; }

    /// <summary>Features in a row.</summary>
    public int Width { get; }

    public int Rows => Truth.Length;

    /// <summary>What was observed, in the indicator's unit.</summary>
    public float[] Truth { get; }

    /// <summary>The nearest known value before each row.</summary>
    public float[] Base { get; }

    /// <summary>Mean absolute step before each row, &gt; 0.</summary>
    public float[] Scale { get; }

    /// <summary>The value a day earlier; the base where there is none.</summary>
    public float[] Seasonal { get; }

    /// <summary>The same indicator without its idle rows; null where it is not intermittent.</summary>
    internal (ChannelTable Table, ActiveRows Rows)? Active { get; init; }

    /// <summary>What was observed before the row, as far as a row may look back.</summary>
    internal ReadOnlySpan<float> Window(int row) => Truth.AsSpan(Math.Max(0, row - _window)..row);

    public ReadOnlySpan<float> Features(int row) => _features.AsSpan(row * Width, Width);

    /// <summary>Rows <paramref name="from"/> … <paramref name="to"/> − 1, row-major.</summary>
    public ReadOnlySpan<float> Features(int from, int to) => _features.AsSpan(from * Width, (to - from) * Width);

    /// <summary>The levels the series flips between, as seen before the row.</summary>
    public ReadOnlySpan<float> Levels(int row) => _levels.AsSpan(row * LevelStates.Count, LevelStates.Count);

    /// <summary>(truth − base)/scale, clipped to ±<see cref="PanelFeatures.Clip"/>.</summary>
    public float RelativeTruth(int row) =>
        Math.Clamp((Truth[row] - Base[row]) / Scale[row], -PanelFeatures.Clip, PanelFeatures.Clip);

    /// <summary>Features and relative truths of some rows.</summary>
    internal (float[] Features, float[] Relative) Select(IReadOnlyList<int> rows)
    {
        var (features, relative) = (new float[rows.Count * Width], new float[rows.Count]);
        for (var i = 0; i < rows.Count; i++)
        {
            Features(rows[i]).CopyTo(features.AsSpan(i * Width));
            relative[i] = RelativeTruth(rows[i]);
        }

        return (features, relative);
    }

    internal Span<float> FeaturesToFill(int row) => _features.AsSpan(row * Width, Width);

    internal Span<float> LevelsToFill(int row) => _levels.AsSpan(row * LevelStates.Count, LevelStates.Count);
}
