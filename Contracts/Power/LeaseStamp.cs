namespace Headroom.Contracts.Power;

/// <summary>The order of leases: first the leader's term, then its count within the term.</summary>
/// <param name="Term">Leader transitions of the election's lease: higher for each new leader.</param>
/// <param name="Sequence">Rises with every lease that the leader grants.</param>
public readonly record struct LeaseStamp(long Term, long Sequence) : IComparable<LeaseStamp>
{
    public int CompareTo(LeaseStamp other) =>
        Term != other.Term ? Term.CompareTo(other.Term) : Sequence.CompareTo(other.Sequence);

    public static bool operator <(LeaseStamp a, LeaseStamp b) => a.CompareTo(b) < 0;

    public static bool operator >(LeaseStamp a, LeaseStamp b) => a.CompareTo(b) > 0;

    public static bool operator <=(LeaseStamp a, LeaseStamp b) => a.CompareTo(b) <= 0;

    public static bool operator >=(LeaseStamp a, LeaseStamp b) => a.CompareTo(b) >= 0;

    public override string ToString() => $"{Term}.{Sequence}";
}
