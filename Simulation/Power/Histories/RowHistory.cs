namespace Headroom.Simulation.Power.Histories;

/// <summary>What each server of a row drew.</summary>
/// <param name="Name">Where it came from, for reports.</param>
/// <param name="Start">Time of the first sample.</param>
/// <param name="Step">Spacing; each sample is the mean over it.</param>
/// <param name="Servers">Names.</param>
/// <param name="Watts">By server, then by sample; every server has as many, at least two, and none is missing or negative.</param>
/// <param name="Gaps">Samples that were missing and repeat the one before.</param>
public sealed record RowHistory(
    string Name, DateTimeOffset Start, TimeSpan Step, IReadOnlyList<string> Servers, IReadOnlyList<float[]> Watts, int Gaps)
{
    public int Samples => Watts[0].Length;

    public TimeSpan Length => Step * Samples;

    /// <summary>The most that any server drew.</summary>
    public double HighestWatts => Watts.Max(static w => w.Max());

    /// <summary>Means over whole steps, so that no sample is shorter than what a controller reads.</summary>
    public RowHistory AtLeast(TimeSpan least)
    {
        var each = (int)Math.Ceiling(least / Step);
        return each <= 1 || Samples / each < 2
            ? this
            : this with { Step = Step * each, Watts = [.. Watts.Select(w => Means(w, each))] };
    }

    private static float[] Means(float[] watts, int each)
    {
        var means = new float[watts.Length / each];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] = watts.AsSpan(i * each, each).ToArray().Average();
        }

        return means;
    }
}
