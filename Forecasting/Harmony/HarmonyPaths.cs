using Headroom.Forecasting.History;
using Headroom.Forecasting.Images;
using Headroom.Forecasting.Members;
using Headroom.Forecasting.Networks;

namespace Headroom.Forecasting.Harmony;

/// <summary>HARMONY as a member of a pool of paths: the demand's next steps together, from all indicators. Immutable once fitted.</summary>
/// <remarks>docs/algorithms/harmony.md.</remarks>
internal sealed class HarmonyPaths : IPathMember
{
    /// <summary>Longest horizon it is fitted for: the steps of a future are predicted together.</summary>
    public const int MostSteps = 60;

    private const int MostRows = 4_000;
    private const int LeastRows = 400;
    private const int DefaultPaths = 64;
    private const int PairingSeed = 1;

    private static readonly HarmonyOptions Options = new(Window: PathInputs.Window, Epochs: 8, Patience: 2, Seeds: 1);

    private readonly PathInputs _inputs;
    private readonly HarmonyNetwork _network;
    private readonly Whitening _whitening;
    private readonly int[] _levels;
    private readonly int _horizon;

    private HarmonyPaths(PathInputs inputs, HarmonyNetwork network, Whitening whitening, int[] levels, int horizon, int count) =>
        (_inputs, _network, _whitening, _levels, _horizon, Count) = (inputs, network, whitening, levels, horizon, count);

    public string Name => "Harmony";

    public int Count { get; }

    public long Bytes => _network.Parameters.Sum(static p => 2L * sizeof(float) * p.Value.Length);

    /// <summary>Trains on what precedes a validation stretch: seconds of processor time.</summary>
    /// <param name="indicators">The demand first, unpacked.</param>
    /// <param name="seasons">In steps; those that leave enough rows.</param>
    /// <param name="horizon">Steps ahead.</param>
    /// <param name="stretch">Steps at the end that it must not see.</param>
    /// <param name="floors">Least movement of each indicator.</param>
    /// <param name="movement">How much the demand moved at an origin, given steps back.</param>
    /// <param name="seed">Of starting values and of the order of rows.</param>
    /// <returns>Null where the horizon is too long or the rows are too few.</returns>
    public static HarmonyPaths? TryFit(
        IReadOnlyList<IndicatorHistory> indicators, int[] seasons, int horizon, int stretch, float[] floors, Func<int, double> movement, int seed)
    {
        if (horizon > MostSteps)
        {
            return null;
        }

        var inputs = new PathInputs(seasons, floors, horizon);
        var rows = new PathRows(indicators, inputs, horizon, stretch, MostRows, movement);
        if (rows.Count < LeastRows)
        {
            return null;
        }

        rows.Whitening = Whitening.Fit(rows.Paths, horizon);
        var levels = Levels(indicators, stretch);
        var random = new Random(seed);
        var network = new HarmonyNetwork(inputs.Width, levels, Options, random, horizon);
        new HarmonyTraining(network, rows, Options).Run(random);
        return new HarmonyPaths(inputs, network, rows.Whitening, levels, horizon, DefaultPaths);
    }

    public static HarmonyPaths Read(BinaryReader reader)
    {
        var (inputs, whitening, levels, horizon, count) =
            (PathInputs.Read(reader), Whitening.Read(reader), reader.ReadArray<int>(), reader.ReadInt32(), reader.ReadInt32());
        var network = new HarmonyNetwork(inputs.Width, levels, Options, new Random(0), horizon);
        foreach (var parameter in network.Parameters)
        {
            reader.ReadArray<float>().CopyTo(parameter.Value, 0);
        }

        return new HarmonyPaths(inputs, network, whitening, levels, horizon, count);
    }

    public void Write(BinaryWriter writer)
    {
        _inputs.Write(writer);
        _whitening.Write(writer);
        writer.WriteArray<int>(_levels);
        writer.Write(_horizon);
        writer.Write(Count);
        foreach (var parameter in _network.Parameters)
        {
            writer.WriteArray<float>(parameter.Value);
        }
    }

    public IPathMember WithCount(int count) => new HarmonyPaths(_inputs, _network, _whitening, _levels, _horizon, count);

    public bool TryPredict(IReadOnlyList<IndicatorHistory> indicators, int originStepsBack, double movement, Span<float> paths)
    {
        var tape = new Tape();
        var x = tape.Take(_network.Tokens, _network.Inputs);
        if (!_inputs.TryFill(indicators, originStepsBack, movement, x.Value, out var level))
        {
            return false;
        }

        var joint = Draw(_network.Encode(tape, x));
        _network.Flow.Invert(new Tape(), joint);
        for (var d = 0; d < Count; d++)
        {
            var future = joint.Row(d);
            var path = paths.Slice(d * _horizon, _horizon);
            _whitening.Color(future);
            for (var h = 0; h < path.Length; h++)
            {
                path[h] = level + (float)movement * future[h];
            }
        }

        return true;
    }

    // Even quantiles of each step in base space, paired at random: exact margins from few draws (Latin hypercube).
    private Tensor Draw(Tensor outputs)
    {
        const int k = MixtureNetwork.Components;
        var (joint, random) = (new Tensor(Count, _horizon), new Random(PairingSeed));
        Span<float> weights = stackalloc float[k], means = stackalloc float[k], sigmas = stackalloc float[k];
        var margin = new float[Count];
        for (var h = 0; h < _horizon; h++)
        {
            MixtureHead.Read(outputs.Row(h), weights, means, sigmas);
            MixtureQuantiles.Fill(weights, means, sigmas, margin);
            random.Shuffle(margin);
            for (var d = 0; d < Count; d++)
            {
                joint.Value[d * _horizon + h] = margin[d];
            }
        }

        return joint;
    }

    private static int[] Levels(IReadOnlyList<IndicatorHistory> indicators, int stretch)
    {
        var rows = indicators[0].Count - stretch;
        return HarmonyLevels.Infer([.. indicators.Select(i => Known(i, rows))], rows);
    }

    // Oldest first, holes carried forward.
    private static float[] Known(IndicatorHistory history, int rows)
    {
        var (values, last) = (new float[rows], 0f);
        for (var t = 0; t < rows; t++)
        {
            var back = history.Count - 1 - t;
            last = back >= 0 && float.IsFinite(history[back]) ? history[back] : last;
            values[t] = last;
        }

        return values;
    }
}
