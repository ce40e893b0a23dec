namespace Headroom.ControlPlane.Api.Audit;

/// <summary>Who did what to what, once.</summary>
/// <param name="Id">Microseconds since 1970; unique within a replica.</param>
/// <param name="Time">Wall clock.</param>
/// <param name="Actor">The cluster's name for a person or program; "headroom" for what the controllers decide.</param>
/// <param name="Action">CamelCase word: ScaleWritten, ServiceWoken, CapsChanged, ObjectEdited, SignedIn …</param>
/// <param name="Kind">Of the object; Session for sign-ins.</param>
/// <param name="Namespace">Empty for what is in none.</param>
/// <param name="Name">Of the object.</param>
/// <param name="IsApplied">False for what was only recommended.</param>
/// <param name="Message">A sentence with the numbers.</param>
internal sealed record AuditEntry(
    long Id, DateTimeOffset Time, string Actor, string Action, string Kind, string Namespace, string Name, bool IsApplied, string Message);
