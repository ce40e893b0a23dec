namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>One entry of the audit. Triggers refuse to change it.</summary>
internal sealed class AuditRow
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string Action { get; init; }

    public required string Kind { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public bool IsApplied { get; init; }

    public required string Message { get; init; }
}
