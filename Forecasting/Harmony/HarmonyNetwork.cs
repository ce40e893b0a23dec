using Headroom.Forecasting.Networks;

namespace Headroom.Forecasting.Harmony;

/// <summary>
/// HARMONY's network: every indicator is one token, the clock is one more; attention descends through the levels of the
/// hierarchy; what is predicted has one mixture of Gaussians each in the base space of a RealNVP flow.
/// </summary>
/// <remarks>
/// Predicted are either all indicators one step ahead, each from its own token, or the demand's next steps, all from the
/// demand's token: the flow then ties the steps of one future together.
/// After arXiv 2408.01000. Ours differs where the released code falls short: the likelihood goes through the flow's
/// log-determinant, masks are −∞ before the softmax, and levels belong to indicators by position in the input.
/// </remarks>
internal sealed class HarmonyNetwork
{
    private const int FlowLayers = 4;

    private readonly HarmonyOptions _options;
    private readonly int[] _levels;
    private readonly int _horizon;
    private readonly TokenLinear _embed;
    private readonly TokenLinear _token;
    private readonly TokenLinear _head;
    private readonly HarmonyLayer[] _layers;

    /// <param name="inputs">Inputs of a token.</param>
    /// <param name="levels">Level of each indicator, the demand first.</param>
    /// <param name="random">Source of starting values.</param>
    /// <param name="horizon">Steps of the demand to predict; 0 predicts every indicator one step ahead.</param>
    public HarmonyNetwork(int inputs, int[] levels, HarmonyOptions options, Random random, int horizon = 0)
    {
        (_options, _levels, _horizon, Inputs) = (options, levels, horizon, inputs);
        var outputs = 3 * MixtureNetwork.Components;
        _embed = new TokenLinear(Tokens, inputs, options.Embedding, random, 1.4f);
        _token = new TokenLinear(Tokens, options.Embedding, options.Width, random, 1f);
        _layers = [.. Enumerable.Range(0, options.Layers).Select(_ => new HarmonyLayer(levels, options.Width, random))];
        _head = new TokenLinear(horizon > 0 ? horizon : Tokens, options.Width, outputs, random, 0.5f);
        foreach (var bias in _head.Biases)
        {
            MixtureHead.SpreadMeans(bias.Value);
        }

        Flow = new RealNvp(Targets, FlowLayers, random);
    }

    /// <summary>Inputs of a token.</summary>
    public int Inputs { get; }

    /// <summary>What is predicted: indicators, or steps of the demand.</summary>
    public int Targets => _horizon > 0 ? _horizon : _levels.Length;

    /// <summary>Indicators and the clock.</summary>
    public int Tokens => _levels.Length + 1;

    public RealNvp Flow { get; }

    public IEnumerable<Tensor> Parameters =>
        [.. _embed.Parameters, .. _token.Parameters, .. _head.Parameters, .. _layers.SelectMany(l => l.Parameters), .. Flow.Parameters];

    /// <summary>Mixture parameters: target by target, all samples of each.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">Tokens·samples × inputs.</param>
    public Tensor Encode(Tape tape, Tensor x)
    {
        var tokens = _token.Apply(tape, tape.Relu(_embed.Apply(tape, x)));
        foreach (var layer in _layers)
        {
            tokens = layer.Apply(tape, tokens, _options.Heads, x.Rows / Tokens);
        }

        return _head.Apply(tape, _horizon > 0 ? tape.Repeat(tokens, x.Rows / Tokens, _horizon) : tokens);
    }

    /// <summary>Mean negative log-likelihood of joint observations, per target; sets the gradients when asked to.</summary>
    public double Loss(Tape tape, Tensor x, Tensor y, bool isLearning)
    {
        var logDeterminant = tape.Take(y.Rows, 1);
        var outputs = Encode(tape, x);
        var u = Flow.Forward(tape, y, logDeterminant);
        var share = 1f / (y.Rows * Targets);
        var loss = MixtureHead.NegativeLogLikelihood(outputs, u, share);
        foreach (var log in logDeterminant.Value)
        {
            loss -= share * log;
        }

        if (isLearning)
        {
            logDeterminant.Gradient.AsSpan().Fill(-share);
            tape.Backward();
        }

        return loss;
    }
}
