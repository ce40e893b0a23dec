using Headroom.LocalCluster.Access;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Http;

/// <summary>A request's path in Kubernetes terms.</summary>
/// <param name="Resource">Null when the path names no resource, as in discovery.</param>
internal sealed record ApiRequest(
    string Path, string Group, string Version, string Namespace, string? Resource, string Name, string Subresource)
{
    public ObjectKey Key => new(Namespace, Name);

    public static ApiRequest Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api", var version, .. var rest] when rest.Length > 0 => Resourceful(path, "", version, rest),
            ["apis", var group, var version, .. var rest] when rest.Length > 0 => Resourceful(path, group, version, rest),
            _ => new ApiRequest(path, "", "", "", null, "", ""),
        };
    }

    /// <param name="fieldSelector">A list or watch of one name is a question about that name: roles may be limited to it.</param>
    public AccessRequest ToAccess(string method, bool isWatch, string? fieldSelector = null) => Resource is null
        ? new AccessRequest(method.ToLowerInvariant(), "", "", "", "", "", Path)
        : new AccessRequest(Verb(method, isWatch), Group, Resource, Subresource, Namespace, Name.Length > 0 ? Name : SelectedName(fieldSelector));

    /// <summary>The key as the kind needs it: cluster-scoped objects have no namespace.</summary>
    public ObjectKey KeyFor(ResourceKind kind) => new(kind.Namespaced ? Namespace : "", Name);

    private static ApiRequest Resourceful(string path, string group, string version, string[] rest) => rest switch
    {
        // /namespaces/x alone is the Namespace itself, and so are its subresources.
        ["namespaces"] => new(path, group, version, "", "namespaces", "", ""),
        ["namespaces", var name] => new(path, group, version, name, "namespaces", name, ""),
        ["namespaces", var name, "status" or "finalize"] => new(path, group, version, name, "namespaces", name, rest[2]),
        ["namespaces", var scope, var resource, .. var tail] => new(
            path, group, version, scope, resource, tail.ElementAtOrDefault(0) ?? "", string.Join('/', tail.Skip(1))),
        [var resource, .. var tail] => new(
            path, group, version, "", resource, tail.ElementAtOrDefault(0) ?? "", string.Join('/', tail.Skip(1))),
        _ => new(path, group, version, "", null, "", ""),
    };

    private static string SelectedName(string? fieldSelector) =>
        (fieldSelector ?? "").Split(',').Select(static term => term.Split('=', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(static term => term is ["metadata.name", _])?[1] ?? "";

    private string Verb(string method, bool isWatch) => method switch
    {
        "GET" or "HEAD" when isWatch => "watch",
        "GET" or "HEAD" => Name.Length == 0 ? "list" : "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => Name.Length == 0 ? "deletecollection" : "delete",
        _ => method.ToLowerInvariant(),
    };
}
