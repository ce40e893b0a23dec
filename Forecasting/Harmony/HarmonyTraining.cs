using Headroom.Forecasting.Networks;

namespace Headroom.Forecasting.Harmony;

/// <summary>Trains one network over rows and keeps the parameters with the best held-out likelihood.</summary>
internal sealed class HarmonyTraining
{
    private const int Batch = 64;

    private readonly HarmonyNetwork _network;
    private readonly IHarmonyRows _rows;
    private readonly HarmonyOptions _options;
    private readonly int[] _learned;
    private readonly int[] _heldOut;
    private readonly Tape _tape = new();

    public HarmonyTraining(HarmonyNetwork network, IHarmonyRows rows, HarmonyOptions options)
    {
        (_network, _rows, _options) = (network, rows, options);
        _learned = [.. Enumerable.Range(0, rows.Count).Where(r => !rows.IsHeldOut(r))];
        _heldOut = [.. Enumerable.Range(0, rows.Count).Where(rows.IsHeldOut)];
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

    private double Loss(ReadOnlySpan<int> rows, bool isLearning)
    {
        _tape.Restart();
        var x = _tape.Take(rows.Length * _network.Tokens, _network.Inputs);
        var y = _tape.Take(rows.Length, _network.Targets);
        x.IsInput = true;
        for (var i = 0; i < rows.Length; i++)
        {
            _rows.Fill(rows[i], x, i, rows.Length);
            _rows.FillTargets(rows[i], y.Row(i));
        }

        return _network.Loss(_tape, x, y, isLearning);
    }
}
