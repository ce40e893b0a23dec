using System.Numerics.Tensors;

namespace Headroom.Forecasting.Panels;

/// <summary>Builds the table of one indicator from its own past, the clock and the other indicators.</summary>
public sealed class PanelFeatures
{
    /// <summary>Relative features are clipped here: beyond it a value is only "far away".</summary>
    public const float Clip = 30f;

    internal const int Lags = 12;
    internal const int Own = 44;
    internal const int Harmonics = 31;

    private const int ShortWindow = 6;
    private const int LongWindow = 36;
    private const int NearNext = 36;

    private readonly Panel _panel;
    private readonly float[][] _scales;
    private readonly PanelFeatures? _active;
    private readonly ActiveRows?[] _activeRows;

    /// <param name="panel">What was observed.</param>
    /// <param name="trainRows">Rows whose movement gives the floor of every later scale, ≥ 2.</param>
    public PanelFeatures(Panel panel, int trainRows)
        : this(panel, trainRows, readsActive: true)
    {
    }

    private PanelFeatures(Panel panel, int trainRows, bool readsActive)
    {
        ArgumentNullException.ThrowIfNull(panel);
        _panel = panel;
        _scales = [.. panel.Channels.Select(c => Scales(c, panel.Order, trainRows))];
        _activeRows = [.. panel.Channels.Select(c => readsActive ? ActiveRows.Find(c, trainRows) : null)];
        if (_activeRows.Any(a => a is not null))
        {
            float[][] active = [.. _activeRows.Select((a, i) => a?.Series ?? panel.Channels[i])];
            _active = new PanelFeatures(new Panel(active, panel.Order, panel.StepsPerDay), trainRows, readsActive: false);
        }
    }

    public int Width => Own + 2 * (_panel.Channels.Length - 1);

    public ChannelTable Build(int channel)
    {
        var series = _panel.Channels[channel];
        var table = new ChannelTable(series, channel, Width, _panel.Order.Window)
        {
            Active = _activeRows[channel] is { } rows ? (_active!.Build(channel), rows) : null, // Built where any channel has active rows.
        };
        Span<float> window = stackalloc float[_panel.Order.Window];
        for (var t = ChannelTable.FirstRow; t < series.Length; t++)
        {
            var lags = _panel.Order.Lags(t);
            var b = series[lags[0]];
            var s = _scales[channel][t];
            var before = series.AsSpan(Math.Max(0, t - _panel.Order.Window)..t);
            before.CopyTo(window);
            table.Base[t] = b;
            table.Scale[t] = s;
            table.Seasonal[t] = t >= _panel.StepsPerDay ? series[t - _panel.StepsPerDay] : b;
            var range = TensorPrimitives.Max<float>(before) - TensorPrimitives.Min<float>(before);
            LevelStates.Fill(series, lags, t, _panel.Order.Window, range, table.LevelsToFill(t));
            var row = table.FeaturesToFill(t);
            FillOwn(table, t, lags, before, row);
            FillClock(t, row[Harmonics..]);
            FillLevels(series, table.Levels(t), lags, row[(Harmonics + 4)..]);
            FillSiblings(channel, t, row[Own..]);
        }

        return table;
    }

    private void FillOwn(ChannelTable table, int t, ReadOnlySpan<int> lags, ReadOnlySpan<float> before, Span<float> row)
    {
        float b = table.Base[t], s = table.Scale[t];
        Span<float> recent = stackalloc float[LongWindow];
        for (var k = 0; k < LongWindow; k++)
        {
            recent[k] = table.Truth[lags[k]];
        }

        for (var k = 1; k <= Lags; k++)
        {
            row[k - 1] = Relative(recent[k], b, s);
        }

        FillWindow(recent[..ShortWindow], b, s, row[12..]);
        FillWindow(recent, b, s, row[16..]);
        FillWindow(before, b, s, row[20..]);
        row[24] = Relative(table.Seasonal[t], b, s);
        row[25] = t + 1 >= _panel.StepsPerDay ? Relative(table.Truth[t + 1 - _panel.StepsPerDay], b, s) : 0f;
        row[26] = b;
        row[27] = MathF.Log(s);
        row[28] = _panel.Order.Gap(t);
        var next = _panel.Order.Next[t];
        var ahead = next < 0 ? NearNext : Math.Min(NearNext, _panel.Order.Slots[next] - _panel.Order.Expected[t]);
        row[29] = ahead < NearNext ? Relative(table.Truth[next], b, s) : 0f;
        row[30] = ahead;
    }

    private static void FillWindow(ReadOnlySpan<float> window, float b, float s, Span<float> row)
    {
        var mean = TensorPrimitives.Average(window);
        row[0] = Relative(mean, b, s);
        row[1] = Relative(TensorPrimitives.Min(window), b, s);
        row[2] = Relative(TensorPrimitives.Max(window), b, s);
        row[3] = Math.Min(TensorPrimitives.StdDev(window) / s, Clip);
    }

    private void FillClock(int t, Span<float> row)
    {
        var phase = 2 * Math.PI * (_panel.Order.Expected[t] % _panel.StepsPerDay) / _panel.StepsPerDay;
        for (var k = 1; k <= 2; k++)
        {
            row[2 * k - 2] = (float)Math.Sin(k * phase);
            row[2 * k - 1] = (float)Math.Cos(k * phase);
        }
    }

    private static void FillLevels(ReadOnlySpan<float> series, ReadOnlySpan<float> levels, ReadOnlySpan<int> lags, Span<float> row)
    {
        row[0] = levels[1] - levels[0];
        row[1] = levels[2] - levels[0];
        Span<int> seen = stackalloc int[LevelStates.Count];
        seen.Clear();
        var run = 0;
        for (var k = 0; k < LongWindow; k++)
        {
            var state = LevelStates.Nearest(levels, series[lags[k]]);
            seen[state]++;
            run = state == 0 && run == k ? k + 1 : run;
            if (k is >= 1 and <= 4)
            {
                row[4 + k] = state;
            }
        }

        row[2] = seen[0];
        row[3] = seen[1];
        row[4] = run;
    }

    private void FillSiblings(int channel, int t, Span<float> row)
    {
        var lags = _panel.Order.Lags(t);
        var at = 0;
        for (var j = 0; j < _panel.Channels.Length; j++)
        {
            if (j == channel)
            {
                continue;
            }

            var other = _panel.Channels[j];
            var (newest, scale) = (other[lags[0]], _scales[j][t]);
            row[at++] = Relative(newest, other[lags[1]], scale);
            row[at++] = newest;
        }
    }

    private static float Relative(float value, float b, float s) => Math.Clamp((value - b) / s, -Clip, Clip);

    // Steps between rows that are not neighbours in time say nothing about the movement of one step.
    private static float[] Scales(float[] series, RowOrder order, int trainRows)
    {
        var whole = 0.0;
        for (var t = 1; t < trainRows; t++)
        {
            whole += Math.Abs(series[t] - series[t - 1]);
        }

        // A tenth of the overall movement: a flat hour must not promise a flat day.
        var floor = (float)Math.Max(0.1 * whole / trainRows, 1e-6);
        var scales = new float[series.Length];
        for (var t = 1; t < series.Length; t++)
        {
            var lags = order.Lags(t);
            var sum = 0f;
            var seen = 0;
            for (var k = 0; k + 1 < lags.Length; k++)
            {
                if (Math.Abs(order.Slots[lags[k]] - order.Slots[lags[k + 1]]) == 1)
                {
                    sum += Math.Abs(series[lags[k]] - series[lags[k + 1]]);
                    seen++;
                }
            }

            scales[t] = Math.Max(seen == 0 ? 0f : sum / seen, floor);
        }

        return scales;
    }
}
