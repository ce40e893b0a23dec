using System.Numerics.Tensors;

namespace Headroom.Forecasting.Networks;

/// <summary>
/// Multi-head attention among the tokens of each sample. A masked token has −∞ before the softmax, so its share is
/// exactly zero: only the visible ones are computed.
/// </summary>
/// <remarks>Vaswani et al., Attention Is All You Need, 2017. Rows run token by token, all samples of each.</remarks>
internal static class Attention
{
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="q">tokens·samples × width; k and v alike.</param>
    /// <param name="heads">Divides the width.</param>
    /// <param name="visible">The tokens that may be looked at, at least one.</param>
    /// <param name="samples">Samples in a batch.</param>
    public static Tensor Attend(Tape tape, Tensor q, Tensor k, Tensor v, int heads, int[] visible, int samples)
    {
        var width = q.Columns / heads;
        var shares = tape.Take(q.Rows * heads, visible.Length);
        var result = tape.Take(q.Rows, q.Columns);
        var scale = 1f / MathF.Sqrt(width);
        for (var row = 0; row < q.Rows; row++)
        {
            var sample = row % samples;
            for (var head = 0; head < heads; head++)
            {
                var offset = head * width;
                var share = shares.Row(row * heads + head);
                var query = q.Row(row).Slice(offset, width);
                for (var t = 0; t < visible.Length; t++)
                {
                    share[t] = scale * TensorPrimitives.Dot<float>(query, k.Row(visible[t] * samples + sample).Slice(offset, width));
                }

                TensorPrimitives.SoftMax<float>(share, share);
                var target = result.Row(row).Slice(offset, width);
                for (var t = 0; t < visible.Length; t++)
                {
                    TensorPrimitives.MultiplyAdd(v.Row(visible[t] * samples + sample).Slice(offset, width), share[t], target, target);
                }
            }
        }

        tape.Record(() => Backward(q, k, v, shares, result, heads, visible, samples));
        return result;
    }

    private static void Backward(Tensor q, Tensor k, Tensor v, Tensor shares, Tensor result, int heads, int[] visible, int samples)
    {
        var width = q.Columns / heads;
        var scale = 1f / MathF.Sqrt(width);
        Span<float> pull = stackalloc float[visible.Length];
        for (var row = 0; row < q.Rows; row++)
        {
            var sample = row % samples;
            for (var head = 0; head < heads; head++)
            {
                var offset = head * width;
                var share = shares.Row(row * heads + head);
                ReadOnlySpan<float> gradient = result.GradientRow(row).Slice(offset, width), query = q.Row(row).Slice(offset, width);
                for (var t = 0; t < visible.Length; t++)
                {
                    var other = visible[t] * samples + sample;
                    pull[t] = TensorPrimitives.Dot(gradient, v.Row(other).Slice(offset, width));
                    var toValue = v.GradientRow(other).Slice(offset, width);
                    TensorPrimitives.MultiplyAdd(gradient, share[t], toValue, toValue);
                }

                var mean = TensorPrimitives.Dot<float>(pull, share);
                var toQuery = q.GradientRow(row).Slice(offset, width);
                for (var t = 0; t < visible.Length; t++)
                {
                    var other = visible[t] * samples + sample;
                    var score = scale * share[t] * (pull[t] - mean);
                    var toKey = k.GradientRow(other).Slice(offset, width);
                    TensorPrimitives.MultiplyAdd(k.Row(other).Slice(offset, width), score, toQuery, toQuery);
                    TensorPrimitives.MultiplyAdd(query, score, toKey, toKey);
                }
            }
        }
    }
}
