using Headroom.ControlPlane.Api.Sessions;

namespace Headroom.ControlPlane.Api.Access;

/// <summary>Who sent this request, and by what means.</summary>
/// <param name="Identity">As the cluster sees them.</param>
/// <param name="Session">Null for a bearer token.</param>
/// <param name="Token">What is reviewed again while a stream is open.</param>
internal sealed record Caller(TokenIdentity Identity, BrowserSession? Session, string Token);
