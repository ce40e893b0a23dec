using Headroom.Forecasting.Harmony;
using Headroom.Forecasting.Networks;
using Headroom.Forecasting.Tests.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace Headroom.Forecasting.Tests.Harmony;

public sealed class RealNvpTests
{
    private const int Indicators = 5;

    [Fact]
    public void Invert_OfForward_IsWhereItBegan()
    {
        var flow = Bent();
        var y = Gradients.Random(3, Indicators, 7);
        var begun = (float[])y.Value.Clone();

        var tape = new Tape();
        var u = flow.Forward(tape, y, tape.Take(3, 1));
        var back = new Tensor(3, Indicators);
        u.Value.CopyTo(back.Value, 0);
        flow.Invert(new Tape(), back);

        Assert.All(begun.Zip(back.Value), pair => Assert.Equal(pair.First, pair.Second, 3));
    }

    [Fact]
    public void Forward_LogDeterminant_MatchesTheNumericalJacobian()
    {
        var flow = Bent();
        var y = Gradients.Random(1, Indicators, 8);
        var tape = new Tape();
        var logDeterminant = tape.Take(1, 1);
        flow.Forward(tape, y, logDeterminant);

        var jacobian = Matrix<double>.Build.Dense(Indicators, Indicators);
        for (var j = 0; j < Indicators; j++)
        {
            var (above, below) = (Moved(flow, y, j, 1e-2f), Moved(flow, y, j, -1e-2f));
            for (var i = 0; i < Indicators; i++)
            {
                jacobian[i, j] = (above[i] - below[i]) / 2e-2;
            }
        }

        Assert.Equal(Math.Log(Math.Abs(jacobian.Determinant())), logDeterminant.Value[0], 2);
    }

    [Fact]
    public void Forward_Untrained_IsTheIdentity()
    {
        var flow = new RealNvp(Indicators, 4, new Random(1));
        var y = Gradients.Random(2, Indicators, 9);

        var tape = new Tape();
        var u = flow.Forward(tape, y, tape.Take(2, 1));

        Assert.Equal(y.Value, u.Value);
    }

    private static float[] Moved(RealNvp flow, Tensor y, int index, float step)
    {
        var moved = new Tensor(1, Indicators);
        y.Value.CopyTo(moved.Value, 0);
        moved.Value[index] += step;
        var tape = new Tape();
        return (float[])flow.Forward(tape, moved, tape.Take(1, 1)).Value.Clone();
    }

    // As after training: every parameter away from where it starts.
    private static RealNvp Bent()
    {
        var flow = new RealNvp(Indicators, 4, new Random(2));
        var random = new Random(3);
        foreach (var parameter in flow.Parameters)
        {
            for (var i = 0; i < parameter.Value.Length; i++)
            {
                parameter.Value[i] += 0.2f * (float)Series.Gaussian(random);
            }
        }

        return flow;
    }
}
