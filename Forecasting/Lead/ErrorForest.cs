using Headroom.Forecasting.Trees;

namespace Headroom.Forecasting.Lead;

/// <summary>A quantile forest over scaled errors: the shape of the error's distribution depends on the hour and the state.</summary>
internal sealed class ErrorForest(int capacity, Random random)
{
    private const int MaxRows = 4_000;
    private const int LeastRows = 400;

    private static readonly ForestOptions Options = new(Trees: 40, MinLeaf: 20);

    // A ring: the oldest row is at _first, rows of equal length behind one another.
    private float[] _rows = [];
    private float[] _errors = [];
    private int _first;
    private int _count;
    private QuantileForest? _forest;
    private float[] _sorted = [];
    private int[] _order = [];
    private float[] _weights = [];

    public bool IsFitted => _forest is not null;

    public void Add(ReadOnlySpan<double> row, double error)
    {
        if (_count == _errors.Length && _count < capacity)
        {
            // Still in order from the beginning: a ring turns only once it is full.
            var length = Math.Min(Math.Max(2 * _count, LeastRows), capacity);
            Array.Resize(ref _errors, length);
            Array.Resize(ref _rows, length * row.Length);
        }

        var place = (_first + _count) % _errors.Length;
        for (var i = 0; i < row.Length; i++)
        {
            _rows[(place * row.Length) + i] = (float)row[i];
        }

        _errors[place] = (float)error;
        (_first, _count) = _count == capacity ? ((_first + 1) % capacity, _count) : (_first, _count + 1);
    }

    public void Refit()
    {
        if (_count < LeastRows)
        {
            return;
        }

        var stride = (_count + MaxRows - 1) / MaxRows;
        var features = _rows.Length / _errors.Length;
        var kept = (_count + stride - 1) / stride;
        var (rows, response) = (new float[kept * features], new float[kept]);
        (_sorted, _order, _weights) = (new float[kept], new int[kept], new float[kept]);
        for (var i = 0; i < kept; i++)
        {
            var place = (_first + (i * stride)) % _errors.Length;
            _rows.AsSpan(place * features, features).CopyTo(rows.AsSpan(i * features));
            (_sorted[i], _order[i]) = (_errors[place], i);
            // The splits look for where errors are large, wherever they point.
            response[i] = Math.Min(Math.Abs(_errors[place]), 20f) + _errors[place] / 4;
        }

        _forest = QuantileForest.Fit(rows, response, Options, random);
        Array.Sort(_sorted, _order);
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
