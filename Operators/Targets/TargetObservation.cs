namespace Headroom.Operators.Targets;

/// <summary>What a scale target looked like when it was read.</summary>
internal abstract record TargetObservation
{
    private TargetObservation()
    {
    }

    /// <param name="Current">Replicas it asks for.</param>
    /// <param name="Ready">Replicas that are ready.</param>
    /// <param name="ResourceVersion">Sent with the write, so that a change in between is a conflict, not an overwrite.</param>
    /// <param name="Selector">Label selector of its pods; empty when it has none.</param>
    public sealed record Found(int Current, int Ready, string ResourceVersion, string Selector) : TargetObservation;

    /// <param name="Message">A sentence that names the target.</param>
    public sealed record Missing(string Message) : TargetObservation;
}
