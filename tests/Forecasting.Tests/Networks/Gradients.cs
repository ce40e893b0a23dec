using Headroom.Forecasting.Networks;

namespace Headroom.Forecasting.Tests.Networks;

/// <summary>Holds gradients of the tape against finite differences.</summary>
internal static class Gradients
{
    private const float Step = 1e-2f;

    /// <summary>The largest gap between both, in multiples of the largest gradient.</summary>
    /// <param name="tensor">What the loss is differentiated by.</param>
    /// <param name="loss">Runs forward and, when asked to, backward.</param>
    public static double LargestGap(Tensor tensor, Func<bool, double> loss)
    {
        tensor.Gradient.AsSpan().Clear();
        loss(true);
        var exact = (float[])tensor.Gradient.Clone();
        double gap = 0, size = 1e-6;
        for (var i = 0; i < tensor.Value.Length; i++)
        {
            var kept = tensor.Value[i];
            tensor.Value[i] = kept + Step;
            var above = loss(false);
            tensor.Value[i] = kept - Step;
            var below = loss(false);
            tensor.Value[i] = kept;
            gap = Math.Max(gap, Math.Abs((above - below) / (2 * Step) - exact[i]));
            size = Math.Max(size, Math.Abs(exact[i]));
        }

        return gap / size;
    }

    public static Tensor Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var tensor = new Tensor(rows, columns);
        for (var i = 0; i < tensor.Value.Length; i++)
        {
            tensor.Value[i] = (float)Series.Gaussian(random);
        }

        return tensor;
    }

    /// <summary>Half the sum of squares: a loss whose gradient is the tensor itself.</summary>
    public static double Energy(Tape tape, Tensor result, bool isLearning)
    {
        if (isLearning)
        {
            result.Value.CopyTo(result.Gradient, 0);
            tape.Backward();
        }

        return result.Value.Sum(v => 0.5 * v * v);
    }
}
