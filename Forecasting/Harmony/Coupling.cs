using Headroom.Forecasting.Networks;

namespace Headroom.Forecasting.Harmony;

/// <summary>One affine coupling, u = y·exp(tanh(a)) + b on the indicators of the other parity, with its log-determinant Σ tanh(a).</summary>
/// <remarks>tanh bounds the stretch: an unbounded one would chase repeated values to an infinite density.</remarks>
internal static class Coupling
{
    /// <summary>The indicators of a parity as y/(1 + |y|), the others zero: outliers must not steer the rest.</summary>
    public static Tensor KeepCompressed(Tape tape, Tensor y, int parity)
    {
        var kept = tape.Take(y.Rows, y.Columns);
        for (var i = 0; i < y.Value.Length; i++)
        {
            kept.Value[i] = IsKept(i, y.Columns, parity) ? y.Value[i] / (1 + Math.Abs(y.Value[i])) : 0f;
        }

        tape.Record(() =>
        {
            for (var i = 0; i < y.Value.Length; i++)
            {
                if (IsKept(i, y.Columns, parity))
                {
                    var size = 1 + Math.Abs(y.Value[i]);
                    y.Gradient[i] += kept.Gradient[i] / (size * size);
                }
            }
        });
        return kept;
    }

    public static Tensor Apply(Tape tape, Tensor y, Tensor stretch, Tensor shift, int parity, Tensor logDeterminant)
    {
        var moved = tape.Take(y.Rows, y.Columns);
        for (var i = 0; i < y.Value.Length; i++)
        {
            if (IsKept(i, y.Columns, parity))
            {
                moved.Value[i] = y.Value[i];
                continue;
            }

            var scale = MathF.Tanh(stretch.Value[i]);
            moved.Value[i] = y.Value[i] * MathF.Exp(scale) + shift.Value[i];
            logDeterminant.Value[i / y.Columns] += scale;
        }

        tape.Record(() => Backward(y, stretch, shift, parity, logDeterminant, moved));
        return moved;
    }

    public static void Undo(Tensor moved, Tensor stretch, Tensor shift, int parity)
    {
        for (var i = 0; i < moved.Value.Length; i++)
        {
            if (!IsKept(i, moved.Columns, parity))
            {
                moved.Value[i] = (moved.Value[i] - shift.Value[i]) * MathF.Exp(-MathF.Tanh(stretch.Value[i]));
            }
        }
    }

    private static void Backward(Tensor y, Tensor stretch, Tensor shift, int parity, Tensor logDeterminant, Tensor moved)
    {
        for (var i = 0; i < y.Value.Length; i++)
        {
            var gradient = moved.Gradient[i];
            if (IsKept(i, y.Columns, parity))
            {
                y.Gradient[i] += gradient;
                continue;
            }

            var scale = MathF.Tanh(stretch.Value[i]);
            var factor = MathF.Exp(scale);
            y.Gradient[i] += gradient * factor;
            shift.Gradient[i] += gradient;
            var toScale = gradient * y.Value[i] * factor + logDeterminant.Gradient[i / y.Columns];
            stretch.Gradient[i] += toScale * (1 - scale * scale);
        }
    }

    private static bool IsKept(int index, int columns, int parity) => index % columns % 2 == parity;
}
