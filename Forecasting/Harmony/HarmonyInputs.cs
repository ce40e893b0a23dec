using Headroom.Forecasting.Networks;
using Headroom.Forecasting.Panels;

namespace Headroom.Forecasting.Harmony;

/// <summary>What each token of a row sees: the indicator's window relative to its base, and its table's features.</summary>
internal sealed class HarmonyInputs
{
    private readonly int _window;
    private readonly FeatureScaler[] _scalers;

    /// <param name="panels">Tables of every panel, one per indicator, and the row from which nothing is looked at.</param>
    /// <param name="window">Rows before the target.</param>
    public HarmonyInputs(IReadOnlyList<(IReadOnlyList<ChannelTable> Tables, int To)> panels, int window)
    {
        _window = window;
        var indicators = panels[0].Tables.Count;
        _scalers = new FeatureScaler[indicators];
        for (var c = 0; c < indicators; c++)
        {
            var width = panels[0].Tables[c].Width;
            var table = new List<float>();
            foreach (var (tables, to) in panels)
            {
                table.AddRange(tables[c].Features(window, to));
            }

            _scalers[c] = new FeatureScaler(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(table), width);
        }

        Width = window + PanelFeatures.Own;
    }

    /// <summary>Inputs of a token.</summary>
    public int Width { get; }

    /// <summary>Fills the tokens of one sample: indicators in order, the clock last.</summary>
    /// <param name="tables">One per indicator.</param>
    /// <param name="row">Row of the tables.</param>
    /// <param name="x">Token by token, all samples of each.</param>
    /// <param name="sample">Which sample of the batch, of <paramref name="samples"/>.</param>
    public void Fill(IReadOnlyList<ChannelTable> tables, int row, Tensor x, int sample, int samples)
    {
        Span<float> features = stackalloc float[tables[0].Width];
        for (var c = 0; c < tables.Count; c++)
        {
            var token = x.Row(c * samples + sample);
            var table = tables[c];
            for (var k = 0; k < _window; k++)
            {
                var relative = (table.Truth[row - 1 - k] - table.Base[row]) / table.Scale[row];
                // Signed logarithm, at unit size for a jump of twenty steps.
                token[k] = MathF.CopySign(MathF.Log(1 + MathF.Abs(relative)) / 3f, relative);
            }

            _scalers[c].Scale(table.Features(row), features);
            features[..PanelFeatures.Own].CopyTo(token[_window..]);
        }

        var clock = x.Row(tables.Count * samples + sample);
        clock.Clear();
        tables[0].Features(row).Slice(PanelFeatures.Harmonics, 4).CopyTo(clock);
    }
}
