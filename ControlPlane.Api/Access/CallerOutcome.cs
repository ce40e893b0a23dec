namespace Headroom.ControlPlane.Api.Access;

/// <summary>What looking at a request's credentials found.</summary>
internal abstract record CallerOutcome
{
    private CallerOutcome()
    {
    }

    public sealed record Known(Caller Caller) : CallerOutcome;

    public sealed record Unauthenticated(string Detail) : CallerOutcome;

    public sealed record Forged(string Detail) : CallerOutcome;
}
