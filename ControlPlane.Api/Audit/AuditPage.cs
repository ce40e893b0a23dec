namespace Headroom.ControlPlane.Api.Audit;

/// <summary>Newest first.</summary>
/// <param name="NextCursor">Null on the last page.</param>
/// <param name="IsComplete">False while there is no database: only what this replica has in memory.</param>
internal sealed record AuditPage(IReadOnlyList<AuditItem> Items, string? NextCursor, bool IsComplete);

/// <summary>One entry, as <see cref="AuditEntry"/> has it.</summary>
internal sealed record AuditItem(
    string Id, DateTimeOffset Time, string Actor, string Action, string Kind, string Namespace, string Name, bool IsApplied, string Message);
