namespace Headroom.ControlPlane.Api.Audit;

/// <summary>Which entries; a null matches all.</summary>
/// <param name="Before">Only ids below this one.</param>
/// <param name="Limit">At most this many, newest first.</param>
internal sealed record AuditQuery(long Before, int Limit)
{
    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Actor { get; init; }

    public string? Action { get; init; }

    public string? Kind { get; init; }

    public string? Namespace { get; init; }

    public string? Name { get; init; }

    public bool Matches(AuditEntry entry) =>
        entry.Id < Before
            && (From is not { } from || entry.Time >= from) && (Until is not { } until || entry.Time < until)
            && (Actor is null || entry.Actor == Actor) && (Action is null || entry.Action == Action) && (Kind is null || entry.Kind == Kind)
            && (Namespace is null || entry.Namespace == Namespace) && (Name is null || entry.Name == Name);
}
