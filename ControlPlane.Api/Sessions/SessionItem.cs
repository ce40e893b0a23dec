namespace Headroom.ControlPlane.Api.Sessions;

/// <summary>Who am I.</summary>
/// <param name="User">The cluster's name for the caller.</param>
/// <param name="Groups">The cluster's groups.</param>
/// <param name="Mode">Session (cookie) or Bearer.</param>
/// <param name="CsrfToken">For the X-CSRF-Token header of every non-GET request; null for a bearer token.</param>
/// <param name="ExpiresAt">When the session ends; null for a bearer token.</param>
internal sealed record SessionItem(
    string User, IReadOnlyList<string> Groups, string Mode, string? CsrfToken, DateTimeOffset? ExpiresAt);
