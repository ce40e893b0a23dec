namespace Headroom.Kubernetes;

/// <summary>Where the objects of one kind are served.</summary>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Version">Such as <c>v1</c>.</param>
/// <param name="Plural">The path segment, such as <c>deployments</c>.</param>
/// <param name="Kind">Such as <c>Deployment</c>.</param>
/// <param name="IsNamespaced">False for kinds of cluster scope.</param>
public sealed record ResourceType(string Group, string Version, string Plural, string Kind, bool IsNamespaced)
{
    /// <summary><c>apps/v1</c>, or <c>v1</c> in the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    private string Root => Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";

    /// <param name="ns">Null or empty for all namespaces; ignored by kinds of cluster scope.</param>
    public string CollectionPath(string? ns) =>
        IsNamespaced && ns is not null and not ""
            ? $"{Root}/namespaces/{Uri.EscapeDataString(ns)}/{Plural}"
            : $"{Root}/{Plural}";

    /// <param name="key">Needs a namespace exactly when the kind has one.</param>
    /// <param name="subresource">Such as <c>status</c>; null for the object itself.</param>
    /// <exception cref="ArgumentException">The name is empty, or a namespace is missing.</exception>
    public string ItemPath(ObjectKey key, string? subresource = null)
    {
        // Without this check an empty name turns a DELETE of one object into a DELETE of the whole collection.
        ArgumentException.ThrowIfNullOrEmpty(key.Name);
        if (IsNamespaced)
        {
            ArgumentException.ThrowIfNullOrEmpty(key.Namespace);
        }

        var path = $"{CollectionPath(key.Namespace)}/{Uri.EscapeDataString(key.Name)}";
        return subresource is null ? path : $"{path}/{subresource}";
    }

    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
