namespace Headroom.Placement.Fleet.Profiles;

/// <summary>A language model as memory and arithmetic.</summary>
/// <param name="Parameters">Two operations each for every token.</param>
/// <param name="WeightBytes">Read once for every step of decoding.</param>
/// <param name="CacheBytesPerToken">Keys and values.</param>
/// <param name="AttentionFlops">Operations of a prompt for each pair of its tokens.</param>
public sealed record ServedModel(string Name, double Parameters, double WeightBytes, double CacheBytesPerToken, double AttentionFlops)
{
    /// <summary>16-bit; 32 layers of width 4096, all heads with keys and values of their own.</summary>
    public static ServedModel Llama2With7B { get; } = new("Llama 2 7B", 6.74e9, 13.48e9, 2 * 32 * 4096 * 2, 2 * 32 * 4096);
}
