namespace Headroom.ControlPlane.Api.Manifests;

/// <summary>An object as people edit it: without its status and what only the server writes.</summary>
/// <param name="Yaml">The document.</param>
/// <param name="Version">The ETag's text: what If-Match must carry for a change.</param>
/// <param name="MayWrite">Whether the caller may change it.</param>
internal sealed record ManifestItem(string Yaml, string Version, bool MayWrite);
