using Headroom.Forecasting.Trees;

namespace Headroom.Forecasting.Lead;

/// <summary>A quantile forest over scaled errors: the shape of the error's distribution depends on the hour and the state.</summary>
internal sealed class ErrorForest(int capacity, Random random)
{
    private const int MaxRows = 4_000;
    private const int LeastRows = 400;

    private static readonly ForestOptions Options = new(Trees: 40, MinLeaf: 20);

    private readonly Queue<(float[] Row, float Error)> _rows = new();
    private QuantileForest? _forest;
    private float[] _sorted = [];
    private int[] _order = [];
    private float[] _weights = [];

    public bool IsFitted => _forest is not null;

    public void Add(ReadOnlySpan<double> row, double error)
    {
        var copy = new float[row.Length];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = (float)row[i];
        }

        _rows.Enqueue((copy, (float)error));
        if (_rows.Count > capacity)
        {
            _rows.Dequeue();
        }
    }

    public void Refit()
    {
        if (_rows.Count < LeastRows)
        {
            return;
        }

        var stride = (_rows.Count + MaxRows - 1) / MaxRows;
        var kept = _rows.Where((_, i) => i % stride == 0).ToList();
        _sorted = [.. kept.Select(k => k.Error)];
        _order = [.. Enumerable.Range(0, kept.Count)];
        // The splits look for where errors are large, wherever they point.
        var response = kept.Select(k => Math.Min(Math.Abs(k.Error), 20f) + k.Error / 4).ToArray();
        _forest = QuantileForest.Fit(kept.SelectMany(k => k.Row).ToArray(), response, Options, random);
        Array.Sort(_sorted, _order);
        _weights = new float[kept.Count];
    }

    /// <summary>Scaled errors that are exceeded with each probability of the grid.</summary>
    public void Predict(ReadOnlySpan<double> row, Span<double> exceeded)
    {
        Span<float> features = stackalloc float[row.Length];
        for (var i = 0; i < row.Length; i++)
        {
            features[i] = (float)row[i];
        }

        _forest!.Weigh(features, _weights);
        var grid = QuantileGrid.Exceedance;
        var above = 0.0;
        var place = _order.Length - 1;
        for (var level = grid.Length - 1; level >= 0; level--)
        {
            while (place > 0 && above + _weights[_order[place]] <= grid[level])
            {
                above += _weights[_order[place--]];
            }

            exceeded[level] = _sorted[place];
        }
    }
}
