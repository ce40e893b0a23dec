namespace Headroom.ControlPlane.Api.Sessions;

/// <summary>What a session cookie stands for. The token never leaves the server again.</summary>
internal sealed record BrowserSession(string Id, string Token, string CsrfToken, DateTimeOffset ExpiresAt);
