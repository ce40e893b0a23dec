namespace Headroom.Placement.Fragmentation;

/// <summary>Numbers canonical node states, so that what a policy works out about one is kept in plain arrays.</summary>
internal sealed class StateTable
{
    private readonly Dictionary<NodeState, int> _ids = [];
    private NodeState[] _states = new NodeState[1024];

    public int Count => _ids.Count;

    /// <summary>How often all numbers were taken back: what is kept by number is good for one generation.</summary>
    public int Generation { get; private set; }

    public ref readonly NodeState this[int id] => ref _states[id];

    public int IdOf(in NodeState canonical)
    {
        if (_ids.TryGetValue(canonical, out var id))
        {
            return id;
        }

        id = _ids.Count;
        if (id == _states.Length)
        {
            Array.Resize(ref _states, 2 * id);
        }

        _states[id] = canonical;
        _ids.Add(canonical, id);
        return id;
    }

    public void Clear()
    {
        _ids.Clear();
        Generation++;
    }
}
