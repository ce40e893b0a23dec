using System.Numerics.Tensors;

namespace Headroom.Forecasting.Networks;

/// <summary>Adam with a linear warm-up and a cosine decay, and gradients clipped to norm 1.</summary>
/// <remarks>Kingma and Ba, 2015. Clipping keeps one outlying batch from undoing an epoch.</remarks>
internal sealed class Adam(IReadOnlyList<Tensor> parameters, double rate, int steps)
{
    private const double WarmUpShare = 0.05;
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.99f;
    private const float MaxNorm = 1f;

    private readonly float[][] _first = [.. parameters.Select(p => new float[p.Value.Length])];
    private readonly float[][] _second = [.. parameters.Select(p => new float[p.Value.Length])];
    private int _step;

    /// <summary>Applies the gathered gradients and clears them.</summary>
    public void Step()
    {
        _step++;
        var warmUp = Math.Max(1, WarmUpShare * steps);
        var pace = _step < warmUp ? _step / warmUp : 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1.0, (_step - warmUp) / Math.Max(1.0, steps - warmUp))));
        var correction = Math.Sqrt(1 - Math.Pow(Beta2, _step)) / (1 - Math.Pow(Beta1, _step));
        var norm = Math.Sqrt(parameters.Sum(p => (double)TensorPrimitives.SumOfSquares<float>(p.Gradient)));
        var clip = norm > MaxNorm ? (float)(MaxNorm / norm) : 1f;
        for (var i = 0; i < parameters.Count; i++)
        {
            Apply(parameters[i], _first[i], _second[i], (float)(rate * pace * correction), clip);
        }
    }

    private static void Apply(Tensor parameter, Span<float> first, Span<float> second, float rate, float clip)
    {
        Span<float> gradient = parameter.Gradient;
        TensorPrimitives.Multiply(gradient, clip, gradient);
        TensorPrimitives.Lerp(gradient, first, Beta1, first);
        TensorPrimitives.Multiply(gradient, gradient, gradient);
        TensorPrimitives.Lerp(gradient, second, Beta2, second);
        TensorPrimitives.Sqrt(second, gradient);
        TensorPrimitives.Add(gradient, 1e-8f, gradient);
        TensorPrimitives.Divide(first, gradient, gradient);
        TensorPrimitives.MultiplyAdd(gradient, -rate, parameter.Value, parameter.Value);
        gradient.Clear();
    }
}
