using System.Buffers;
using Headroom.Forecasting.Trees;

namespace Headroom.Forecasting.Panels.Members;

/// <summary>A quantile regression forest whose training rows are read as levels, as relative differences or as moves between levels.</summary>
internal sealed class ForestMember : IChannelMember
{
    private readonly QuantileForest _forest;
    private readonly ForestReading _reading;
    private readonly float[] _offsets;
    private readonly byte[] _states;
    private readonly int[] _order;

    /// <param name="rows">The rows of the table that the forest was fitted on, in its order.</param>
    public ForestMember(QuantileForest forest, ForestReading reading, ChannelTable table, IReadOnlyList<int> rows)
    {
        (_forest, _reading) = (forest, reading);
        _offsets = new float[forest.Rows];
        _states = reading == ForestReading.State ? new byte[forest.Rows] : [];
        for (var i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] = Offset(table, rows[i], i);
        }

        _order = [.. Enumerable.Range(0, _offsets.Length)];
        Array.Sort((float[])_offsets.Clone(), _order);
    }

    public string Name => $"Forest{_reading}";

    public void Predict(ChannelTable table, int row, Span<float> points)
    {
        var weights = ArrayPool<float>.Shared.Rent(_forest.Rows);
        _forest.Weigh(table.Features(row), weights.AsSpan(0, _forest.Rows));
        if (_reading == ForestReading.State)
        {
            ReadStates(table.Levels(row), weights, points);
        }
        else
        {
            var (shift, scale) = _reading == ForestReading.Level ? (0f, 1f) : (table.Base[row], table.Scale[row]);
            ReadOrdered(weights, shift, scale, points);
        }

        ArrayPool<float>.Shared.Return(weights);
    }

    private float Offset(ChannelTable table, int t, int i)
    {
        if (_reading != ForestReading.State)
        {
            return _reading == ForestReading.Level ? table.Truth[t] : (table.Truth[t] - table.Base[t]) / table.Scale[t];
        }

        var state = LevelStates.Nearest(table.Levels(t), table.Truth[t]);
        _states[i] = (byte)state;
        return table.Truth[t] - table.Levels(t)[state];
    }

    // Shifting and stretching keep the order, so it was sorted once.
    private void ReadOrdered(ReadOnlySpan<float> weights, float shift, float scale, Span<float> points)
    {
        var cumulative = 0.0;
        var next = 0;
        foreach (var index in _order)
        {
            cumulative += weights[index];
            while (next < points.Length && cumulative >= (next + 0.5) / points.Length)
            {
                points[next++] = shift + scale * _offsets[index];
            }
        }

        // Float weights may sum to 1 − 1e-6.
        points[next..].Fill(shift + scale * _offsets[_order[^1]]);
    }

    private void ReadStates(ReadOnlySpan<float> levels, float[] weights, Span<float> points)
    {
        var values = ArrayPool<float>.Shared.Rent(_forest.Rows);
        var kept = 0;
        for (var i = 0; i < _forest.Rows; i++)
        {
            if (weights[i] > 0)
            {
                values[kept] = levels[_states[i]] + _offsets[i];
                weights[kept++] = weights[i];
            }
        }

        Array.Sort(values, weights, 0, kept);
        var cumulative = 0.0;
        var next = 0;
        for (var i = 0; i < kept; i++)
        {
            cumulative += weights[i];
            while (next < points.Length && cumulative >= (next + 0.5) / points.Length)
            {
                points[next++] = values[i];
            }
        }

        points[next..].Fill(values[kept - 1]);
        ArrayPool<float>.Shared.Return(values);
    }
}
