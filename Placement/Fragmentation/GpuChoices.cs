namespace Headroom.Placement.Fragmentation;

/// <summary>The GPUs worth considering for a pod that fits a node: for a share one GPU of each level, lowest index first.</summary>
/// <remarks>Whole GPUs are all alike, so the first idle ones stand for all; so do the tightest for shares of several GPUs.</remarks>
internal ref struct GpuChoices(in NodeState node, in PodShape pod, bool weighsGpus)
{
    private readonly NodeState _node = node;
    private readonly PodShape _pod = pod;
    private readonly bool _isShare = weighsGpus && pod.GpuCount == 1 && !pod.IsWhole;
    private int _next;

    public GpuSet Current { get; private set; }

    public readonly GpuChoices GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!_isShare)
        {
            Current = _next == 0 ? _node.Tightest(_pod) : Current;
            return _next++ == 0;
        }

        for (; _next < _node.GpuCount; _next++)
        {
            if (_node.Free[_next] >= _pod.GpuMilli && IsFirstOfItsLevel())
            {
                Current = GpuSet.None.With(_next++);
                return true;
            }
        }

        return false;
    }

    private readonly bool IsFirstOfItsLevel()
    {
        for (var gpu = 0; gpu < _next; gpu++)
        {
            if (_node.Free[gpu] == _node.Free[_next])
            {
                return false;
            }
        }

        return true;
    }
}
