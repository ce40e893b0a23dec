namespace Headroom.ControlPlane.Api.Hosting;

/// <summary>Connection feature: which address a request came in by. The Host header could be forged; this cannot.</summary>
internal sealed record ServedSurface(Surface Surface);
