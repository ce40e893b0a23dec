using Headroom.Forecasting.Networks;

namespace Headroom.Forecasting.Harmony;

/// <summary>A linear layer with weights of its own for every token.</summary>
internal sealed class TokenLinear
{
    private readonly Tensor[] _weights;

    public TokenLinear(int tokens, int inputs, int outputs, Random random, float gain)
    {
        _weights = [.. Enumerable.Range(0, tokens).Select(_ => Initial.Weights(inputs, outputs, random, gain))];
        Biases = [.. Enumerable.Range(0, tokens).Select(_ => Initial.Constant(1, outputs, 0f))];
    }

    public Tensor[] Biases { get; }

    public IEnumerable<Tensor> Parameters => [.. _weights, .. Biases];

    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Token by token, all samples of each.</param>
    public Tensor Apply(Tape tape, Tensor x) => tape.Linear(x, _weights, Biases);
}
