namespace Headroom.ControlPlane.Api.Sessions;

/// <summary>The token to sign in with; it may be sent in the Authorization header instead.</summary>
internal sealed record SignInRequest(string? Token);
