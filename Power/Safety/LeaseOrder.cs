namespace Headroom.Power.Safety;

/// <summary>What orders leases: agents refuse any that does not come after the last one they took.</summary>
/// <param name="Term">Leader transitions of the controller that gave it.</param>
/// <param name="Sequence">Rising within a term.</param>
public readonly record struct LeaseOrder(long Term, long Sequence) : IComparable<LeaseOrder>
{
    public int CompareTo(LeaseOrder other) =>
        Term != other.Term ? Term.CompareTo(other.Term) : Sequence.CompareTo(other.Sequence);

    public static bool operator <(LeaseOrder a, LeaseOrder b) => a.CompareTo(b) < 0;

    public static bool operator >(LeaseOrder a, LeaseOrder b) => a.CompareTo(b) > 0;

    public static bool operator <=(LeaseOrder a, LeaseOrder b) => a.CompareTo(b) <= 0;

    public static bool operator >=(LeaseOrder a, LeaseOrder b) => a.CompareTo(b) >= 0;
}
