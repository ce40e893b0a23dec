using Headroom.Forecasting.Networks;
using Headroom.Forecasting.Panels;

namespace Headroom.Forecasting.Harmony;

/// <summary>Trains one network over the rows of all panels and keeps the parameters with the best held-out likelihood.</summary>
internal sealed class HarmonyTraining
{
    private const int Batch = 64;

    // The newest share of every panel's training rows decides when to stop.
    private const double HeldOut = 0.08;

    private readonly HarmonyNetwork _network;
    private readonly HarmonyInputs _inputs;
    private readonly IReadOnlyList<(IReadOnlyList<ChannelTable> Tables, int To)> _panels;
    private readonly HarmonyOptions _options;
    private readonly (int Panel, int Row)[] _learned;
    private readonly (int Panel, int Row)[] _heldOut;
    private readonly Tape _tape = new();

    public HarmonyTraining(
        HarmonyNetwork network, HarmonyInputs inputs, IReadOnlyList<(IReadOnlyList<ChannelTable> Tables, int To)> panels, HarmonyOptions options)
    {
        (_network, _inputs, _panels, _options) = (network, inputs, panels, options);
        var rows = panels.SelectMany((p, i) => Enumerable.Range(options.Window, p.To - options.Window).Select(row => (Panel: i, Row: row))).ToList();
        _learned = [.. rows.Where(r => !IsHeldOut(r))];
        _heldOut = [.. rows.Where(IsHeldOut)];
    }

    public void Run(Random random)
    {
        Tensor[] parameters = [.. _network.Parameters];
        var batches = _learned.Length / Batch;
        var adam = new Adam(parameters, _options.Rate, batches * _options.Epochs);
        var kept = parameters.Select(p => (float[])p.Value.Clone()).ToArray();
        var (best, waited) = (double.MaxValue, 0);
        for (var epoch = 0; epoch < _options.Epochs && waited < _options.Patience; epoch++)
        {
            random.Shuffle(_learned);
            for (var b = 0; b < batches; b++)
            {
                Loss(_learned.AsSpan(b * Batch, Batch), isLearning: true);
                adam.Step();
            }

            var loss = HeldOutLoss();
            waited = loss < best ? 0 : waited + 1;
            if (loss < best)
            {
                best = loss;
                for (var p = 0; p < parameters.Length; p++)
                {
                    parameters[p].Value.CopyTo(kept[p], 0);
                }
            }
        }

        for (var p = 0; p < parameters.Length; p++)
        {
            kept[p].CopyTo(parameters[p].Value, 0);
        }
    }

    private bool IsHeldOut((int Panel, int Row) at)
    {
        var rows = _panels[at.Panel].To - _options.Window;
        return at.Row >= _panels[at.Panel].To - HeldOut * rows;
    }

    private double HeldOutLoss()
    {
        var sum = 0.0;
        var batches = Math.Max(1, _heldOut.Length / Batch);
        for (var b = 0; b < batches; b++)
        {
            sum += Loss(_heldOut.AsSpan(b * Batch, Math.Min(Batch, _heldOut.Length - b * Batch)), isLearning: false);
        }

        foreach (var parameter in _network.Parameters)
        {
            parameter.Gradient.AsSpan().Clear();
        }

        return sum / batches;
    }

    private double Loss(ReadOnlySpan<(int Panel, int Row)> rows, bool isLearning)
    {
        _tape.Restart();
        var x = _tape.Take(rows.Length * _network.Tokens, _network.Inputs);
        var y = _tape.Take(rows.Length, _network.Indicators);
        x.IsInput = true;
        for (var i = 0; i < rows.Length; i++)
        {
            var tables = _panels[rows[i].Panel].Tables;
            _inputs.Fill(tables, rows[i].Row, x, i, rows.Length);
            for (var c = 0; c < tables.Count; c++)
            {
                y.Row(i)[c] = tables[c].RelativeTruth(rows[i].Row);
            }
        }

        return _network.Loss(_tape, x, y, isLearning);
    }
}
