using Headroom.Forecasting.Networks;

namespace Headroom.Forecasting.Tests.Networks;

public sealed class TapeTests
{
    private const double Close = 0.01;

    [Fact]
    public void Linear_WeightsBiasAndInput_GradientsMatchFiniteDifferences()
    {
        var (x, w, b) = (Gradients.Random(5, 7, 1), Gradients.Random(7, 11, 2), Gradients.Random(1, 11, 3));
        double Loss(bool isLearning)
        {
            var tape = new Tape();
            return Gradients.Energy(tape, tape.Linear(x, w, b), isLearning);
        }

        Assert.All([x, w, b], tensor => Assert.InRange(Gradients.LargestGap(tensor, Loss), 0, Close));
    }

    [Fact]
    public void Linear_WeightsPerGroup_EachGroupUsesItsOwn()
    {
        var x = Gradients.Random(4, 3, 1);
        Tensor[] weights = [Gradients.Random(3, 2, 2), Gradients.Random(3, 2, 3)];
        Tensor[] biases = [Gradients.Random(1, 2, 4), Gradients.Random(1, 2, 5)];
        double Loss(bool isLearning)
        {
            var tape = new Tape();
            return Gradients.Energy(tape, tape.Linear(x, weights, biases), isLearning);
        }

        Assert.All([x, .. weights, .. biases], tensor => Assert.InRange(Gradients.LargestGap(tensor, Loss), 0, Close));
    }

    [Fact]
    public void LayerNorm_GainBiasAndInput_GradientsMatchFiniteDifferences()
    {
        var (x, gain, bias) = (Gradients.Random(4, 6, 1), Gradients.Random(1, 6, 2), Gradients.Random(1, 6, 3));
        double Loss(bool isLearning)
        {
            var tape = new Tape();
            return Gradients.Energy(tape, tape.LayerNorm(x, gain, bias), isLearning);
        }

        Assert.All([x, gain, bias], tensor => Assert.InRange(Gradients.LargestGap(tensor, Loss), 0, Close));
    }

    [Fact]
    public void Attend_QueriesKeysAndValues_GradientsMatchFiniteDifferences()
    {
        var (q, k, v) = (Gradients.Random(6, 4, 1), Gradients.Random(6, 4, 2), Gradients.Random(6, 4, 3));
        double Loss(bool isLearning)
        {
            var tape = new Tape();
            return Gradients.Energy(tape, Attention.Attend(tape, q, k, v, 2, [0, 2], 2), isLearning);
        }

        Assert.All([q, k, v], tensor => Assert.InRange(Gradients.LargestGap(tensor, Loss), 0, Close));
    }

    [Fact]
    public void Attend_AMaskedToken_ChangesNothing()
    {
        var (q, k, v) = (Gradients.Random(3, 4, 1), Gradients.Random(3, 4, 2), Gradients.Random(3, 4, 3));
        var before = (float[])Attention.Attend(new Tape(), q, k, v, 2, [0, 2], 1).Value.Clone();

        k.Row(1).Fill(100);
        v.Row(1).Fill(100);

        Assert.Equal(before, Attention.Attend(new Tape(), q, k, v, 2, [0, 2], 1).Value);
    }

    [Fact]
    public void NegativeLogLikelihood_OutputsAndTargets_GradientsMatchFiniteDifferences()
    {
        var (outputs, targets) = (Gradients.Random(4, 9, 1), Gradients.Random(2, 2, 2));
        double Loss(bool isLearning)
        {
            outputs.Gradient.AsSpan().Clear();
            targets.Gradient.AsSpan().Clear();
            return MixtureHead.NegativeLogLikelihood(outputs, targets, 0.25f);
        }

        // Both are measured in one pass, which fills the gradients of both.
        Assert.InRange(LikelihoodGap(outputs, Loss), 0, 0.02);
        Assert.InRange(LikelihoodGap(targets, Loss), 0, 0.02);
    }

    [Fact]
    public void NegativeLogLikelihood_OneStandardGaussian_IsItsEntropyTerm()
    {
        var outputs = new Tensor(1, 3);
        // softplus(x) + σ_min = 1.
        outputs.Value[2] = MathF.Log(MathF.Exp(1 - MixtureHead.LeastSigma) - 1);

        var loss = MixtureHead.NegativeLogLikelihood(outputs, new Tensor(1, 1), 1f);

        Assert.Equal(0.9189385, loss, 4);
    }

    private static double LikelihoodGap(Tensor tensor, Func<bool, double> loss)
    {
        loss(true);
        var exact = (float[])tensor.Gradient.Clone();
        var gap = Gradients.LargestGap(tensor, learning =>
        {
            var value = loss(learning);
            exact.CopyTo(tensor.Gradient, 0);
            return value;
        });
        return gap;
    }
}
