using Headroom.Forecasting.Networks;

namespace Headroom.Forecasting.Harmony;

/// <summary>One encoder layer: attention level by level, each level asking with what the one above found, then a feed-forward network.</summary>
internal sealed class HarmonyLayer
{
    private readonly Tensor[][] _projections;
    private readonly int[][] _visible;
    private readonly Tensor[] _norms;
    private readonly Tensor[] _feed;

    /// <param name="levels">Level of each indicator; the clock, the token after the last, is seen at every level.</param>
    /// <param name="width">Width of a token.</param>
    /// <param name="random">Source of starting values.</param>
    public HarmonyLayer(int[] levels, int width, Random random)
    {
        _visible = [.. Enumerable.Range(1, HarmonyLevels.Count).Select(l =>
            Enumerable.Range(0, levels.Length).Where(c => levels[c] == l).Append(levels.Length).ToArray())];
        _projections = [.. _visible.Select(_ => Enumerable.Range(0, 4).SelectMany(i =>
            new[] { Initial.Weights(width, width, random, i == 3 ? 0.3f : 1f), Initial.Constant(1, width, 0f) }).ToArray())];
        _norms = [Initial.Constant(1, width, 1f), Initial.Constant(1, width, 0f), Initial.Constant(1, width, 1f), Initial.Constant(1, width, 0f)];
        _feed =
        [
            Initial.Weights(width, 2 * width, random, 1.4f), Initial.Constant(1, 2 * width, 0f),
            Initial.Weights(2 * width, width, random, 0.3f), Initial.Constant(1, width, 0f),
        ];
    }

    public IEnumerable<Tensor> Parameters => [.. _projections.SelectMany(p => p), .. _norms, .. _feed];

    public Tensor Apply(Tape tape, Tensor x, int heads, int samples)
    {
        var normal = tape.LayerNorm(x, _norms[0], _norms[1]);
        Tensor? above = null;
        for (var level = 0; level < _visible.Length; level++)
        {
            var p = _projections[level];
            var input = above is null ? normal : tape.Add(normal, above);
            var (q, k, v) = (tape.Linear(input, p[0], p[1]), tape.Linear(input, p[2], p[3]), tape.Linear(input, p[4], p[5]));
            above = tape.Linear(Attention.Attend(tape, q, k, v, heads, _visible[level], samples), p[6], p[7]);
            x = tape.Add(x, above);
        }

        var hidden = tape.Relu(tape.Linear(tape.LayerNorm(x, _norms[2], _norms[3]), _feed[0], _feed[1]));
        return tape.Add(x, tape.Linear(hidden, _feed[2], _feed[3]));
    }
}
