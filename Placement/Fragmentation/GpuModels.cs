namespace Headroom.Placement.Fragmentation;

/// <summary>The GPU models of a cluster, numbered in the order in which they were first named.</summary>
public sealed class GpuModels
{
    /// <summary>A set of models is one word.</summary>
    public const int Limit = 64;

    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    public int Count => _indices.Count;

    /// <exception cref="InvalidOperationException">There are more models than <see cref="Limit"/>.</exception>
    public int IndexOf(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (_indices.TryGetValue(model, out var index))
        {
            return index;
        }

        return _indices.Count < Limit
            ? _indices[model] = _indices.Count
            : throw new InvalidOperationException($"more than {Limit} GPU models: '{model}' has no number left");
    }

    /// <param name="spec">Names between bars, such as <c>P100|T4</c>; empty for any model. Unknown names get a number: a
    /// node of that model may come.</param>
    public ModelSet Parse(string spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var names = spec.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == 0 ? ModelSet.Any : new ModelSet(names.Aggregate(0UL, (bits, name) => bits | 1UL << IndexOf(name)));
    }

    /// <summary>As <see cref="Parse"/>, but unknown names get no number: they may come without end. None known is a set that nothing is in.</summary>
    public ModelSet Known(string spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var names = spec.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == 0
            ? ModelSet.Any
            : new ModelSet(names.Where(_indices.ContainsKey).Aggregate(0UL, (bits, name) => bits | 1UL << _indices[name]));
    }
}
