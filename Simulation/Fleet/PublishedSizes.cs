using Headroom.Placement.Fleet.Profiles;
using MathNet.Numerics.Distributions;

namespace Headroom.Simulation.Fleet;

/// <summary>Request sizes like those of the three workloads that Mélange was measured on: log-normal, made up here, since theirs are not public.</summary>
public static class PublishedSizes
{
    /// <summary>Share of long requests at which three published capacities of the A100 agree.</summary>
    private const double LongShareOfMixed = 0.1;

    // A bucket with one request in ten thousand is left out: it would buy a GPU of its own.
    private const double Rare = 1e-4;

    /// <summary>60 buckets: prompts to 16,384 tokens, answers to 1,024.</summary>
    public static SizeGrid Grid { get; } = new([32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384], [32, 64, 128, 256, 512, 1024]);

    /// <summary>Short chats: half of the prompts have under 100 tokens.</summary>
    public static SizeMix Arena { get; } = Whole("arena").WithoutBelow(Rare);

    /// <summary>Documents: half of the prompts have over 4,500 tokens.</summary>
    public static SizeMix PubMed { get; } = Whole("pubmed").WithoutBelow(Rare);

    public static SizeMix Mixed { get; } = Arena.With(PubMed, LongShareOfMixed);

    /// <summary>The same with the rarest sizes too, so that every bucket has requests.</summary>
    /// <param name="name">arena, pubmed or mixed.</param>
    public static SizeMix Whole(string name) => name switch
    {
        "arena" => LogNormal(100, 1.2, 160, 0.9),
        "pubmed" => LogNormal(4_500, 0.4, 220, 0.4),
        "mixed" => Whole("arena").With(Whole("pubmed"), LongShareOfMixed),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "arena, pubmed or mixed"),
    };

    private static SizeMix LogNormal(double input, double inputSpread, double output, double outputSpread)
    {
        var (inputs, outputs) = (Shares(Grid.Inputs, input, inputSpread), Shares(Grid.Outputs, output, outputSpread));
        // The far corners of a narrow distribution underflow; they keep a trace, so that "every bucket" stays true.
        return SizeMix.Weighted(Grid, [.. outputs.SelectMany(o => inputs.Select(i => Math.Max(o * i, 1e-12)))]);
    }

    // What is beyond the last edge counts to it.
    private static double[] Shares(IReadOnlyList<int> edges, double median, double spread)
    {
        double[] below = [.. edges.Take(edges.Count - 1).Select(e => Normal.CDF(0, spread, Math.Log(e / median))), 1];
        return [.. below.Select((b, i) => i == 0 ? b : b - below[i - 1])];
    }
}
