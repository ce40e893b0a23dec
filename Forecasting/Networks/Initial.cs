namespace Headroom.Forecasting.Networks;

/// <summary>Starting values of parameters.</summary>
internal static class Initial
{
    /// <summary>Uniform with variance gain²/rows: outputs start with the variance of the inputs times gain².</summary>
    public static Tensor Weights(int rows, int columns, Random random, float gain = 1f)
    {
        var tensor = new Tensor(rows, columns);
        var bound = gain * MathF.Sqrt(3f / rows);
        for (var i = 0; i < tensor.Value.Length; i++)
        {
            tensor.Value[i] = bound * (2 * random.NextSingle() - 1);
        }

        return tensor;
    }

    public static Tensor Constant(int rows, int columns, float value)
    {
        var tensor = new Tensor(rows, columns);
        tensor.Value.AsSpan().Fill(value);
        return tensor;
    }
}
