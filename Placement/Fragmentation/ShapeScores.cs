namespace Headroom.Placement.Fragmentation;

/// <summary>Scores of one shape by node, good for as long as the node's state and the policy's epoch are those they were worked out for.</summary>
internal sealed class ShapeScores(int nodes)
{
    private readonly int[] _states = Filled(nodes);
    private readonly double[] _scores = new double[nodes];
    private int _epoch;

    /// <summary>Forgets everything when the epoch is a new one.</summary>
    public void MoveTo(int epoch)
    {
        if (epoch != _epoch)
        {
            Array.Fill(_states, -1);
            _epoch = epoch;
        }
    }

    public bool TryGet(int node, int state, out double score)
    {
        score = _scores[node];
        return _states[node] == state;
    }

    public void Keep(int node, int state, double score) => (_states[node], _scores[node]) = (state, score);

    private static int[] Filled(int nodes)
    {
        var states = new int[nodes];
        Array.Fill(states, -1);
        return states;
    }
}
