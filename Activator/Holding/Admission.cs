namespace Headroom.Activator.Holding;

/// <summary>What became of a request at the gate.</summary>
/// <param name="Replica">Whose place it holds until it leaves; null unless admitted.</param>
/// <param name="Refusal">Why it is not admitted; null where it is.</param>
internal readonly record struct Admission(Replica? Replica, Refusal? Refusal)
{
    public static implicit operator Admission(Replica replica) => new(replica, null);

    public static implicit operator Admission(Refusal refusal) => new(null, refusal);
}
