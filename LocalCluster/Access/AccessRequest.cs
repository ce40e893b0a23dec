namespace Headroom.LocalCluster.Access;

/// <summary>What is asked for: a verb on a resource, or on a path outside the resources.</summary>
/// <param name="Path">Set for requests that name no resource; then the other members but the verb are empty.</param>
internal sealed record AccessRequest(
    string Verb, string Group, string Resource, string Subresource, string Namespace, string Name, string? Path = null)
{
    public string FullResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
}
