namespace Headroom.Placement.Fleet.Profiles;

/// <summary>Buckets of request sizes: a request belongs to the smallest one that holds its prompt and its answer.</summary>
public sealed class SizeGrid
{
    /// <param name="inputs">Longest prompt of each column, in tokens, rising.</param>
    /// <param name="outputs">Longest answer of each row, in tokens, rising.</param>
    /// <exception cref="ArgumentException">A list is empty, does not rise or starts below 1.</exception>
    public SizeGrid(IReadOnlyList<int> inputs, IReadOnlyList<int> outputs)
    {
        (Inputs, Outputs) = (Rising(inputs, nameof(inputs)), Rising(outputs, nameof(outputs)));
    }

    public IReadOnlyList<int> Inputs { get; }

    public IReadOnlyList<int> Outputs { get; }

    /// <summary>Buckets, counted output by output.</summary>
    public int Count => Inputs.Count * Outputs.Count;

    public int Input(int bucket) => Inputs[bucket % Inputs.Count];

    public int Output(int bucket) => Outputs[bucket / Inputs.Count];

    public string Name(int bucket) => $"input ≤ {Input(bucket)}, output ≤ {Output(bucket)}";

    /// <returns>Null when the request is larger than every bucket.</returns>
    public int? BucketOf(int input, int output)
    {
        var (column, row) = (Place(Inputs, input), Place(Outputs, output));
        return column < Inputs.Count && row < Outputs.Count ? row * Inputs.Count + column : null;
    }

    public bool IsSameAs(SizeGrid other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Inputs.SequenceEqual(other.Inputs) && Outputs.SequenceEqual(other.Outputs);
    }

    private static int Place(IReadOnlyList<int> edges, int tokens)
    {
        var place = 0;
        while (place < edges.Count && edges[place] < tokens)
        {
            place++;
        }

        return place;
    }

    private static IReadOnlyList<int> Rising(IReadOnlyList<int> edges, string name)
    {
        ArgumentNullException.ThrowIfNull(edges);
        return edges.Count > 0 && edges[0] >= 1 && edges.Zip(edges.Skip(1)).All(static p => p.First < p.Second)
            ? edges
            : throw new ArgumentException($"{name} [{string.Join(", ", edges)}]: one or more token counts of at least 1, each above the one before", name);
    }
}
