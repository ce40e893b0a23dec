using System.Numerics.Tensors;

namespace Headroom.Scaling.ColdStart;

/// <summary>How much each <see cref="SwitchPart"/> is believed, by stage of a visit.</summary>
internal sealed class PartWeights
{
    public const int Stages = 3;

    private const double First = 3;

    // What a switch counts for after the next one: about a thousand count.
    private const double Kept = 0.999;

    private readonly double[] _claimed = new double[Stages * Parts];
    private readonly double[] _weights = new double[Stages * Parts];

    public PartWeights()
    {
        Array.Fill(_claimed, First);
        Array.Fill(_weights, 1.0 / Parts);
    }

    public static int Parts { get; } = Enum.GetValues<SwitchPart>().Length;

    /// <summary>Weights that sum to 1, in the order of <see cref="SwitchPart"/>.</summary>
    public ReadOnlySpan<double> Of(int stage) => _weights.AsSpan(stage * Parts, Parts);

    /// <param name="stage">Of the visit.</param>
    /// <param name="shares">What each part had given to what came.</param>
    public void Learn(int stage, ReadOnlySpan<double> shares)
    {
        var claimed = _claimed.AsSpan(stage * Parts, Parts);
        var weights = _weights.AsSpan(stage * Parts, Parts);
        var likelihood = TensorPrimitives.Dot(weights, shares);
        if (likelihood <= 0)
        {
            return;
        }

        var total = 0.0;
        for (var p = 0; p < Parts; p++)
        {
            claimed[p] = Kept * claimed[p] + weights[p] * shares[p] / likelihood;
            total += claimed[p];
        }

        for (var p = 0; p < Parts; p++)
        {
            weights[p] = claimed[p] / total;
        }
    }
}
