using System.Numerics.Tensors;

namespace Headroom.Forecasting.Networks;

/// <summary>
/// A mixture of Gaussians per row from 3·K network outputs: K logits, K means, K raw widths with σ = σ_min + softplus(raw).
/// The loss is the exact negative log-likelihood.
/// </summary>
internal static class MixtureHead
{
    /// <summary>Smallest σ, in the target's unit: a density that may grow without bound would drown everything else.</summary>
    public const float LeastSigma = 0.02f;

    private const float HalfLogTwoPi = 0.9189385f;

    /// <summary>Sum of the negative log-likelihood times <paramref name="share"/>; gradients flow to the outputs and to the targets.</summary>
    /// <param name="outputs">3K wide; token by token, all samples of each; tokens that have no target come last.</param>
    /// <param name="targets">Samples × targets.</param>
    /// <param name="share">What one observation counts.</param>
    public static double NegativeLogLikelihood(Tensor outputs, Tensor targets, float share)
    {
        var components = outputs.Columns / 3;
        var loss = 0.0;
        for (var i = 0; i < targets.Value.Length; i++)
        {
            var row = i % targets.Columns * targets.Rows + i / targets.Columns;
            loss += Row(outputs.Row(row), outputs.GradientRow(row), targets.Value[i], components, share, out var slope);
            targets.Gradient[i] += slope;
        }

        return loss * share;
    }

    /// <summary>Sets the biases of an output layer so that components start apart: alike, they would all learn the same.</summary>
    public static void SpreadMeans(Span<float> biases)
    {
        var components = biases.Length / 3;
        for (var k = 0; k < components; k++)
        {
            biases[components + k] = (k - (components - 1) / 2f) * 0.5f;
        }
    }

    /// <summary>Weights, means and σ of one row.</summary>
    public static void Read(ReadOnlySpan<float> outputs, Span<float> weights, Span<float> means, Span<float> sigmas)
    {
        var components = weights.Length;
        TensorPrimitives.SoftMax(outputs[..components], weights);
        outputs.Slice(components, components).CopyTo(means);
        for (var k = 0; k < components; k++)
        {
            sigmas[k] = LeastSigma + Softplus(outputs[2 * components + k]);
        }
    }

    private static double Row(ReadOnlySpan<float> outputs, Span<float> gradient, float y, int components, float share, out float slope)
    {
        Span<float> weights = stackalloc float[components], means = stackalloc float[components];
        Span<float> sigmas = stackalloc float[components], logs = stackalloc float[components];
        Read(outputs, weights, means, sigmas);
        for (var k = 0; k < components; k++)
        {
            var z = (y - means[k]) / sigmas[k];
            logs[k] = MathF.Log(weights[k] + 1e-30f) - 0.5f * z * z - MathF.Log(sigmas[k]) - HalfLogTwoPi;
        }

        var peak = TensorPrimitives.Max<float>(logs);
        var total = 0f;
        for (var k = 0; k < components; k++)
        {
            total += MathF.Exp(logs[k] - peak);
        }

        var likelihood = peak + MathF.Log(total);
        slope = 0f;
        for (var k = 0; k < components; k++)
        {
            var responsibility = MathF.Exp(logs[k] - likelihood);
            var z = (y - means[k]) / sigmas[k];
            gradient[k] += share * (weights[k] - responsibility);
            gradient[components + k] -= share * responsibility * z / sigmas[k];
            gradient[2 * components + k] += share * responsibility * (1 - z * z) / sigmas[k] * Sigmoid(outputs[2 * components + k]);
            slope += share * responsibility * z / sigmas[k];
        }

        return -likelihood;
    }

    private static float Softplus(float x) => x > 20 ? x : MathF.Log(1 + MathF.Exp(x));

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
