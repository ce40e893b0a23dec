using Headroom.Forecasting.Images;

namespace Headroom.Forecasting.Trees;

/// <summary>Cuts every feature at quantiles of its training rows, so that a split is searched over bins, not values.</summary>
public sealed class FeatureBins
{
    /// <summary>Bins per feature, at most.</summary>
    public const int Count = 32;

    private const int Edges = Count - 1;

    // Rows that quantiles are taken from: sorting all of them would take longer than growing the trees.
    private const int MostSampled = 1_024;

    private readonly float[] _edges;

    private FeatureBins(float[] edges, int features)
    {
        _edges = edges;
        Features = features;
    }

    public int Features { get; }

    /// <param name="table">Row-major, rows × features, finite.</param>
    /// <param name="features">Features in a row, ≥ 1.</param>
    public static FeatureBins Fit(ReadOnlySpan<float> table, int features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        var rows = table.Length / features;
        var edges = new float[features * Edges];
        var column = new float[Math.Min(rows, MostSampled)];
        for (var f = 0; f < features; f++)
        {
            for (var i = 0; i < column.Length; i++)
            {
                column[i] = table[(int)((long)i * rows / column.Length) * features + f];
            }

            Array.Sort(column);
            for (var e = 0; e < Edges; e++)
            {
                // Equal neighbours leave empty bins, which a split never chooses.
                edges[f * Edges + e] = column[(e + 1) * (column.Length - 1) / Count];
            }
        }

        return new FeatureBins(edges, features);
    }

    internal static FeatureBins Read(BinaryReader reader) => new(reader.ReadArray<float>(), reader.ReadInt32());

    internal void Write(BinaryWriter writer)
    {
        writer.WriteArray<float>(_edges);
        writer.Write(Features);
    }

    /// <summary>Bins of a table, feature-major: what the search for splits reads in order.</summary>
    /// <param name="table">Row-major, rows × features.</param>
    public byte[] EncodeColumns(ReadOnlySpan<float> table)
    {
        var rows = table.Length / Features;
        var codes = new byte[table.Length];
        for (var r = 0; r < rows; r++)
        {
            for (var f = 0; f < Features; f++)
            {
                codes[f * rows + r] = Bin(f, table[r * Features + f]);
            }
        }

        return codes;
    }

    /// <summary>Bins of one row.</summary>
    public void Encode(ReadOnlySpan<float> row, Span<byte> codes)
    {
        for (var f = 0; f < Features; f++)
        {
            codes[f] = Bin(f, row[f]);
        }
    }

    // Values equal to an edge go below it, so that an atom (a zero, an unchanged value) shares one bin.
    private byte Bin(int feature, float value)
    {
        var edges = _edges.AsSpan(feature * Edges, Edges);
        int low = 0, high = Edges;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = edges[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return (byte)low;
    }
}
