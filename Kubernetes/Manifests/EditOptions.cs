namespace Headroom.Kubernetes.Manifests;

/// <summary>How a person's edit is written. Unknown fields are always refused: a typing error must not vanish.</summary>
/// <param name="FieldManager">Owner of the fields that change.</param>
/// <param name="IsDryRun">Whether the server only says what would come of it, defaults and all.</param>
public sealed record EditOptions(string FieldManager, bool IsDryRun);
