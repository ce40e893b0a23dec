namespace Headroom.Forecasting.Trees;

/// <summary>
/// A quantile regression forest: a new row is answered with weights over the training rows, those that share leaves
/// with it. What a training row stands for (a level, a scaled difference, a whole path) is the caller's choice.
/// </summary>
/// <remarks>Meinshausen, Quantile Regression Forests, JMLR 7 (2006). Splits on 32 quantile bins.</remarks>
public sealed class QuantileForest
{
    /// <summary>Training rows, at most: leaves store them in two bytes.</summary>
    public const int MaxRows = ushort.MaxValue;

    private readonly FeatureBins _bins;
    private readonly RegressionTree[] _trees;

    private QuantileForest(FeatureBins bins, RegressionTree[] trees, int rows)
    {
        _bins = bins;
        _trees = trees;
        Rows = rows;
    }

    /// <summary>Training rows.</summary>
    public int Rows { get; }

    public int Features => _bins.Features;

    public long Bytes => _trees.Sum(t => t.Bytes) + Features * FeatureBins.Count * sizeof(float);

    /// <param name="table">Row-major, rows × features, finite.</param>
    /// <param name="response">One finite value per row; splits reduce its variance.</param>
    /// <param name="random">Source of bags and tried features.</param>
    /// <exception cref="ArgumentException">Shapes do not agree, or there are no rows or too many.</exception>
    public static QuantileForest Fit(ReadOnlySpan<float> table, float[] response, ForestOptions options, Random random)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        if (response.Length is 0 or > MaxRows || table.Length % response.Length != 0)
        {
            throw new ArgumentException($"{table.Length} features do not fill {response.Length} rows, of which 1 to {MaxRows} are allowed.");
        }

        var bins = FeatureBins.Fit(table, table.Length / response.Length);
        var grower = new TreeGrower(bins.EncodeColumns(table), response, bins.Features, options);
        var trees = new RegressionTree[options.Trees];
        for (var t = 0; t < trees.Length; t++)
        {
            trees[t] = grower.Grow(random);
        }

        return new QuantileForest(bins, trees, response.Length);
    }

    internal static QuantileForest Read(BinaryReader reader)
    {
        var (bins, rows, trees) = (FeatureBins.Read(reader), reader.ReadInt32(), new RegressionTree[reader.ReadInt32()]);
        for (var t = 0; t < trees.Length; t++)
        {
            trees[t] = RegressionTree.Read(reader);
        }

        return new QuantileForest(bins, trees, rows);
    }

    internal void Write(BinaryWriter writer)
    {
        _bins.Write(writer);
        writer.Write(Rows);
        writer.Write(_trees.Length);
        foreach (var tree in _trees)
        {
            tree.Write(writer);
        }
    }

    /// <summary>Weights of the training rows for one new row; they sum to 1.</summary>
    /// <param name="row">Features, in the order of fitting.</param>
    /// <param name="weights">Receives one weight per training row.</param>
    public void Weigh(ReadOnlySpan<float> row, Span<float> weights)
    {
        Span<byte> codes = stackalloc byte[Features];
        _bins.Encode(row, codes);
        weights.Clear();
        foreach (var tree in _trees)
        {
            var leaf = tree.Leaf(codes);
            var share = 1f / (_trees.Length * leaf.Length);
            foreach (var index in leaf)
            {
                weights[index] += share;
            }
        }
    }
}
