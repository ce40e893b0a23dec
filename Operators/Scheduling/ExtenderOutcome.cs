namespace Headroom.Operators.Scheduling;

/// <summary>What came of a call, as <c>headroom_extender_calls_total</c> counts it.</summary>
internal enum ExtenderOutcome
{
    /// <summary>Nodes, scores, victims, or a pod that is bound.</summary>
    Answered,

    /// <summary>No node that was named has room.</summary>
    NoneFits,

    /// <summary>What the pod asks for cannot be read.</summary>
    InvalidPod,

    /// <summary>A binding of a pod that was not filtered here.</summary>
    UnknownPod,

    /// <summary>The node was given to another pod meanwhile, or has gone.</summary>
    NoRoom,

    /// <summary>The cluster refused the binding, or did not answer.</summary>
    NotBound,

    /// <summary>No JSON of that form, or too much of it.</summary>
    Malformed,

    /// <summary>Another replica leads, or this one does not know everything yet.</summary>
    NotLeading,
}
