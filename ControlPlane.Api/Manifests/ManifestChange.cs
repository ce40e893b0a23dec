namespace Headroom.ControlPlane.Api.Manifests;

/// <summary>What a change came to, or would come to.</summary>
/// <param name="Yaml">The document as the server has it then, defaults filled in.</param>
/// <param name="Version">For the next change.</param>
/// <param name="IsDryRun">Nothing was written.</param>
/// <param name="IsChanged">Whether anything differs.</param>
/// <param name="Fields">That differ, by path.</param>
/// <param name="Diff">Lines of the document that differ, with some around them.</param>
internal sealed record ManifestChange(
    string Yaml, string Version, bool IsDryRun, bool IsChanged, IReadOnlyList<FieldChange> Fields, IReadOnlyList<DiffLine> Diff);
