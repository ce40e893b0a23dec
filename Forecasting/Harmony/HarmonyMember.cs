using Headroom.Forecasting.Networks;
using Headroom.Forecasting.Panels;

namespace Headroom.Forecasting.Harmony;

/// <summary>The HARMONY member: predicts all indicators of a panel together. Immutable once fitted.</summary>
public sealed class HarmonyMember
{
    // Joint draws per row: enough for 64 quantiles of each indicator.
    private const int Draws = 192;

    private readonly HarmonyInputs _inputs;
    private readonly HarmonyNetwork[] _networks;

    private HarmonyMember(HarmonyInputs inputs, HarmonyNetwork[] networks) => (_inputs, _networks) = (inputs, networks);

    /// <param name="panels">Tables of every panel, one per indicator, and the row from which nothing is looked at.</param>
    /// <param name="levels">Level of each indicator, 1 … <see cref="HarmonyLevels.Count"/>.</param>
    /// <param name="options">Size and training.</param>
    /// <param name="seed">Of starting values and of the order of rows.</param>
    public static HarmonyMember Fit(
        IReadOnlyList<(IReadOnlyList<ChannelTable> Tables, int To)> panels, int[] levels, HarmonyOptions options, int seed)
    {
        ArgumentNullException.ThrowIfNull(panels);
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(options);
        var inputs = new HarmonyInputs(panels, options.Window);
        var networks = new HarmonyNetwork[options.Seeds];
        // Independent networks: each has its own seed, so the outcome does not depend on the number of cores.
        Parallel.For(0, networks.Length, n =>
        {
            var random = new Random(seed + n);
            var network = new HarmonyNetwork(inputs.Width, levels, options, random);
            new HarmonyTraining(network, new PanelRows(inputs, panels, options.Window), options).Run(random);
            networks[n] = network;
        });
        return new HarmonyMember(inputs, networks);
    }

    /// <summary>Distributions of every indicator at one row.</summary>
    /// <param name="tables">One per indicator.</param>
    /// <param name="row">Only what was known before it is read.</param>
    /// <param name="points">Receives per indicator n quantiles at (i + ½)/n, ascending.</param>
    /// <param name="random">Pairs the draws of different indicators.</param>
    public void Predict(IReadOnlyList<ChannelTable> tables, int row, Span<float> points, Random random)
    {
        var indicators = tables.Count;
        var draws = new float[indicators * Draws * _networks.Length];
        var tape = new Tape();
        for (var n = 0; n < _networks.Length; n++)
        {
            Draw(_networks[n], tables, row, tape, draws.AsSpan(), n, random);
        }

        var each = points.Length / indicators;
        for (var c = 0; c < indicators; c++)
        {
            var own = draws.AsSpan(c * Draws * _networks.Length, Draws * _networks.Length);
            own.Sort();
            for (var i = 0; i < each; i++)
            {
                points[c * each + i] = tables[c].Base[row] + tables[c].Scale[row] * own[(int)((i + 0.5) / each * own.Length)];
            }
        }
    }

    private void Draw(HarmonyNetwork network, IReadOnlyList<ChannelTable> tables, int row, Tape tape, Span<float> draws, int slot, Random random)
    {
        const int k = MixtureNetwork.Components;
        tape.Restart();
        var x = tape.Take(network.Tokens, network.Inputs);
        _inputs.Fill(tables, row, x, 0, 1);
        var outputs = network.Encode(tape, x);
        var joint = new Tensor(Draws, tables.Count);
        Span<float> weights = stackalloc float[k], means = stackalloc float[k], sigmas = stackalloc float[k], marginal = stackalloc float[Draws];
        for (var c = 0; c < tables.Count; c++)
        {
            MixtureHead.Read(outputs.Row(c), weights, means, sigmas);
            MixtureQuantiles.Fill(weights, means, sigmas, marginal);
            // Even quantiles, paired at random: exact marginals from few draws (Latin hypercube).
            random.Shuffle(marginal);
            for (var d = 0; d < Draws; d++)
            {
                joint.Value[d * tables.Count + c] = marginal[d];
            }
        }

        network.Flow.Invert(tape, joint);
        for (var c = 0; c < tables.Count; c++)
        {
            for (var d = 0; d < Draws; d++)
            {
                draws[(c * _networks.Length + slot) * Draws + d] = joint.Value[d * tables.Count + c];
            }
        }
    }
}
