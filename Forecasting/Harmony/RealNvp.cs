using Headroom.Forecasting.Networks;

namespace Headroom.Forecasting.Harmony;

/// <summary>
/// An invertible map between what was observed and a space where the indicators are independent: coupling layers that
/// shift and stretch one half of the indicators by amounts computed from the other half.
/// </summary>
/// <remarks>Dinh, Sohl-Dickstein and Bengio, Density estimation using Real NVP, ICLR 2017. Starts as the identity.</remarks>
internal sealed class RealNvp
{
    private const int Hidden = 32;

    private readonly Layer[] _layers;

    public RealNvp(int indicators, int layers, Random random)
    {
        _layers = [.. Enumerable.Range(0, layers).Select(l => new Layer(indicators, l % 2, random))];
    }

    public IEnumerable<Tensor> Parameters => _layers.SelectMany(l => l.Parameters);

    /// <summary>From observed to base space.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="y">Samples × indicators.</param>
    /// <param name="logDeterminant">Per sample log |∂u/∂y|.</param>
    public Tensor Forward(Tape tape, Tensor y, Tensor logDeterminant)
    {
        foreach (var layer in _layers)
        {
            var (stretch, shift) = layer.Amounts(tape, y);
            y = Coupling.Apply(tape, y, stretch, shift, layer.Parity, logDeterminant);
        }

        return y;
    }

    /// <summary>From base space to observed, in place.</summary>
    /// <param name="tape">Scratch; nothing is recorded that matters.</param>
    /// <param name="u">Samples × indicators.</param>
    public void Invert(Tape tape, Tensor u)
    {
        for (var l = _layers.Length - 1; l >= 0; l--)
        {
            tape.Restart();
            var (stretch, shift) = _layers[l].Amounts(tape, u);
            Coupling.Undo(u, stretch, shift, _layers[l].Parity);
        }
    }

    private sealed class Layer(int indicators, int parity, Random random)
    {
        private readonly Tensor _first = Initial.Weights(indicators, Hidden, random, 1.4f);
        private readonly Tensor _firstBias = Initial.Constant(1, Hidden, 0f);
        private readonly Tensor _stretch = Initial.Constant(Hidden, indicators, 0f);
        private readonly Tensor _stretchBias = Initial.Constant(1, indicators, 0f);
        private readonly Tensor _shift = Initial.Constant(Hidden, indicators, 0f);
        private readonly Tensor _shiftBias = Initial.Constant(1, indicators, 0f);

        /// <summary>Indicators of this parity pass unchanged and decide how the others move.</summary>
        public int Parity => parity;

        public Tensor[] Parameters => [_first, _firstBias, _stretch, _stretchBias, _shift, _shiftBias];

        public (Tensor Stretch, Tensor Shift) Amounts(Tape tape, Tensor y)
        {
            var hidden = tape.Relu(tape.Linear(Coupling.KeepCompressed(tape, y, parity), _first, _firstBias));
            return (tape.Linear(hidden, _stretch, _stretchBias), tape.Linear(hidden, _shift, _shiftBias));
        }
    }
}
