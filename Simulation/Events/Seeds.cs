namespace Headroom.Simulation.Events;

/// <summary>One source of chance per purpose from one seed: a part that draws more changes no other part's draws.</summary>
public static class Seeds
{
    /// <param name="seed">Of the run; logged with it.</param>
    /// <param name="purpose">Such as "arrivals"; the same name gives the same draws.</param>
    public static Random For(int seed, string purpose)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        // FNV-1a over the name, then the finaliser of SplitMix64: neighbouring seeds share nothing.
        var mixed = 14695981039346656037UL ^ (uint)seed;
        foreach (var letter in purpose)
        {
            mixed = (mixed ^ letter) * 1099511628211UL;
        }

        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return new Random((int)(mixed ^ (mixed >> 31)));
    }
}
