namespace Headroom.Operators.Autoscaling.Replays;

/// <summary>What came of reading a changed spec.</summary>
public abstract record TermsOutcome
{
    private TermsOutcome()
    {
    }

    public sealed record Read(ReplayTerms Terms) : TermsOutcome;

    /// <param name="Errors">By path, such as spec.minReplicas: what stands there and what may.</param>
    public sealed record Refused(IReadOnlyList<(string Field, string Message)> Errors) : TermsOutcome;

    public sealed record NoSuchAutoscaler : TermsOutcome;
}
