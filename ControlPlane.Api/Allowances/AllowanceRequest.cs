using Headroom.ControlPlane.Api.Access;

namespace Headroom.ControlPlane.Api.Allowances;

/// <summary>What a gateway asked to follow.</summary>
/// <param name="Caller">Asked again while the stream runs.</param>
/// <param name="Question">What the caller must be allowed.</param>
/// <param name="Domain">That domain and those above it; null for all.</param>
/// <param name="Begun">When the request was received, by GetTimestamp.</param>
internal sealed record AllowanceRequest(Caller Caller, AccessQuestion Question, string? Domain, long Begun);
