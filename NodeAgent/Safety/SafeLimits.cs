using System.Collections.Immutable;
using Headroom.Contracts.Power;

namespace Headroom.NodeAgent.Safety;

/// <summary>What survives on the node's disk.</summary>
/// <param name="Term">The highest leader's term that was obeyed; lower ones are refused after a restart too.</param>
/// <param name="ByGpu">Safe power limits in milliwatts, by GPU UUID.</param>
internal sealed record SafeLimits(long Term, ImmutableSortedDictionary<string, uint> ByGpu)
{
    public static SafeLimits None { get; } = new(-1, ImmutableSortedDictionary.Create<string, uint>(StringComparer.Ordinal));

    /// <summary>After a lease: its term, its safe limits over the earlier ones, none after a release.</summary>
    public SafeLimits Under(PowerLease lease)
    {
        var limits = lease.IsRelease ? ByGpu.Clear() : ByGpu;
        foreach (var cap in lease.IsRelease ? [] : lease.Caps)
        {
            limits = cap.SafeLimitMilliwatts is { } safe ? limits.SetItem(cap.Uuid, safe) : limits;
        }

        return new SafeLimits(Math.Max(Term, lease.Stamp.Term), limits);
    }

    public uint? Of(string uuid) => ByGpu.TryGetValue(uuid, out uint limit) ? limit : null;

    public bool Equals(SafeLimits? other) =>
        other is not null && Term == other.Term && ByGpu.Count == other.ByGpu.Count && ByGpu.SequenceEqual(other.ByGpu);

    public override int GetHashCode() => HashCode.Combine(Term, ByGpu.Count);
}
