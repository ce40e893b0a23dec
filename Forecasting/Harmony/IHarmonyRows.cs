using Headroom.Forecasting.Networks;

namespace Headroom.Forecasting.Harmony;

/// <summary>The rows that a network is trained on, whatever they were made from.</summary>
internal interface IHarmonyRows
{
    int Count { get; }

    /// <summary>Whether a row only decides when to stop.</summary>
    bool IsHeldOut(int row);

    /// <param name="row">Which.</param>
    /// <param name="x">Receives the inputs: token by token, all samples of each.</param>
    /// <param name="sample">Place in the batch, of <paramref name="samples"/>.</param>
    void Fill(int row, Tensor x, int sample, int samples);

    /// <param name="row">Which.</param>
    /// <param name="y">Receives what was observed, of about unit size.</param>
    void FillTargets(int row, Span<float> y);
}
