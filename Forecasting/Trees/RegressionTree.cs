using Headroom.Forecasting.Images;

namespace Headroom.Forecasting.Trees;

/// <summary>A grown tree over binned features; its leaves hold the training rows that fell into them.</summary>
internal sealed class RegressionTree
{
    private readonly Node[] _nodes;
    private readonly ushort[] _rows;

    public RegressionTree(ReadOnlySpan<Node> nodes, ReadOnlySpan<int> rows)
    {
        _nodes = nodes.ToArray();
        _rows = new ushort[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            _rows[i] = (ushort)rows[i];
        }
    }

    private RegressionTree(Node[] nodes, ushort[] rows) => (_nodes, _rows) = (nodes, rows);

    public long Bytes => _nodes.LongLength * Node.Bytes + _rows.LongLength * sizeof(ushort);

    public static RegressionTree Read(BinaryReader reader)
    {
        var nodes = new Node[reader.ReadInt32()];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = new Node(reader.ReadInt16(), reader.ReadByte(), reader.ReadInt32(), reader.ReadUInt16());
        }

        return new RegressionTree(nodes, reader.ReadArray<ushort>());
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_nodes.Length);
        foreach (var node in _nodes)
        {
            writer.Write(node.Feature);
            writer.Write(node.Bin);
            writer.Write(node.First);
            writer.Write((ushort)node.Count);
        }

        writer.WriteArray<ushort>(_rows);
    }

    /// <summary>The training rows of the leaf that a row of bins falls into.</summary>
    public ReadOnlySpan<ushort> Leaf(ReadOnlySpan<byte> codes)
    {
        var at = 0;
        while (_nodes[at].Feature >= 0)
        {
            ref readonly var node = ref _nodes[at];
            at = codes[node.Feature] <= node.Bin ? node.First : node.First + 1;
        }

        return _rows.AsSpan(_nodes[at].First, _nodes[at].Count);
    }

    /// <param name="Feature">Feature tested; −1 in a leaf.</param>
    /// <param name="Bin">Rows at or below this bin go left.</param>
    /// <param name="First">Left child, the right one follows it; in a leaf its first row.</param>
    /// <param name="Count">Rows in a leaf.</param>
    internal readonly record struct Node(short Feature, byte Bin, int First, int Count)
    {
        public const int Bytes = 12;
    }
}
