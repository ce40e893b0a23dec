namespace Headroom.Kubernetes.Events;

/// <summary>What becomes of an event.</summary>
public enum EventFate
{
    /// <summary>It is written, or counted where it repeats itself.</summary>
    Own,

    /// <summary>One more of many that differ in their notes alone: all of them are counted in one.</summary>
    Combined,

    /// <summary>Too many about this object: not written.</summary>
    Dropped,
}
