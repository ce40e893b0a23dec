namespace Headroom.Power.Models;

/// <summary>What the two phases of serving draw at the highest clock, as shares of TDP.</summary>
/// <param name="Prefill">Reading prompts: bound by compute.</param>
/// <param name="Decode">Writing tokens: bound by memory.</param>
public sealed record PhaseDraw(double Prefill, double Decode)
{
    /// <summary>BLOOM-176B over eight A100: prompts of 1,024 tokens and more 1.0 to 1.03; batches of a few .61 to .66.</summary>
    public static PhaseDraw Bloom { get; } = new(1.01, .63);
}
