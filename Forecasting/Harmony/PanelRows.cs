using Headroom.Forecasting.Networks;
using Headroom.Forecasting.Panels;

namespace Headroom.Forecasting.Harmony;

/// <summary>Rows of panels: every indicator one step ahead. The newest share of each panel's is held out.</summary>
internal sealed class PanelRows : IHarmonyRows
{
    private const double HeldOut = 0.08;

    private readonly HarmonyInputs _inputs;
    private readonly IReadOnlyList<(IReadOnlyList<ChannelTable> Tables, int To)> _panels;
    private readonly int _window;
    private readonly (int Panel, int Row)[] _rows;

    /// <param name="panels">Tables of every panel, one per indicator, and the row from which nothing is looked at.</param>
    /// <param name="window">Rows before the target that are looked at.</param>
    public PanelRows(HarmonyInputs inputs, IReadOnlyList<(IReadOnlyList<ChannelTable> Tables, int To)> panels, int window)
    {
        (_inputs, _panels, _window) = (inputs, panels, window);
        _rows = [.. panels.SelectMany((p, i) => Enumerable.Range(window, p.To - window).Select(row => (Panel: i, Row: row)))];
    }

    public int Count => _rows.Length;

    public bool IsHeldOut(int row)
    {
        var to = _panels[_rows[row].Panel].To;
        return _rows[row].Row >= to - HeldOut * (to - _window);
    }

    public void Fill(int row, Tensor x, int sample, int samples) => _inputs.Fill(Tables(row), _rows[row].Row, x, sample, samples);

    public void FillTargets(int row, Span<float> y)
    {
        var tables = Tables(row);
        for (var c = 0; c < tables.Count; c++)
        {
            y[c] = tables[c].RelativeTruth(_rows[row].Row);
        }
    }

    private IReadOnlyList<ChannelTable> Tables(int row) => _panels[_rows[row].Panel].Tables;
}
