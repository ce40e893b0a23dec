namespace Headroom.Simulation.Power;

/// <summary>Pairs of prompt and output tokens, as recorded; drawn with equal chance.</summary>
public sealed class TokenSizes
{
    private const int MaxTokens = 8192;

    /// <param name="pairs">Prompt tokens ≥ 0 and tokens written ≥ 0 of each recorded request; at least one.</param>
    /// <exception cref="ArgumentException">There are none, or one is negative.</exception>
    public TokenSizes(IReadOnlyList<(int Prompt, int Output)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Count == 0 || pairs.Any(p => p.Prompt < 0 || p.Output < 0))
        {
            throw new ArgumentException($"token sizes are zero or more, and there is at least one; {pairs.Count} were given");
        }

        Sizes = [.. pairs.Select(p => new RequestSize(
            (float)RowPhysics.PromptSeconds(p.Prompt), (float)RowPhysics.PromptShare(p.Prompt), Math.Clamp(p.Output, 1, MaxTokens)))];
        LongestOutput = Sizes.Max(s => s.Tokens);
        MeanPrefillSeconds = Sizes.Average(s => s.Seconds);
    }

    public int Count => Sizes.Length;

    /// <summary>At the highest clock.</summary>
    public double MeanPrefillSeconds { get; }

    internal RequestSize[] Sizes { get; }

    internal int LongestOutput { get; }

    /// <summary>Sizes like those of a public chat trace, for runs without one.</summary>
    public static TokenSizes Generated(int seed)
    {
        var random = Events.Seeds.For(seed, "token sizes");
        var pairs = new (int, int)[4096];
        for (var i = 0; i < pairs.Length; i++)
        {
            var prompt = Math.Exp(6.6 + .9 * Normal(random));
            var output = Math.Exp(5.0 + .8 * Normal(random));
            pairs[i] = ((int)Math.Min(prompt, 8000), (int)Math.Min(output, 1000));
        }

        return new TokenSizes(pairs);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
