using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Schemas;

namespace Headroom.LocalCluster.Http;

/// <summary>The API server's refusals, in its words: clients match on reason, people on the sentence.</summary>
internal static class Failures
{
    public static StatusException NotFound(ResourceKind kind, string name) =>
        new(404, "NotFound", $"{kind.QualifiedPlural} \"{name}\" not found", Details(kind.Group, kind.Plural, name));

    public static StatusException NoSuchPath() =>
        new(404, "NotFound", "the server could not find the requested resource");

    public static StatusException AlreadyExists(ResourceKind kind, string name) =>
        new(409, "AlreadyExists", $"{kind.QualifiedPlural} \"{name}\" already exists", Details(kind.Group, kind.Plural, name));

    public static StatusException Conflict(ResourceKind kind, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {kind.QualifiedPlural} \"{name}\": {why}", Details(kind.Group, kind.Plural, name));

    public static StatusException Modified(ResourceKind kind, string name) =>
        Conflict(kind, name, "the object has been modified; please apply your changes to the latest version and try again");

    /// <param name="conflicts">The contested fields with the words for who manages each.</param>
    public static StatusException ApplyConflict(IReadOnlyList<(string Manager, string Path)> conflicts)
    {
        var message = conflicts is [var only]
            ? $"Apply failed with 1 conflict: conflict with {only.Manager}: {only.Path}"
            : $"Apply failed with {conflicts.Count} conflicts: " + string.Join('\n', conflicts
                .GroupBy(c => c.Manager).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => string.Join('\n', g.Select(c => $"- {c.Path}").Prepend($"conflicts with {g.Key}:"))));
        var causes = conflicts.Select(c => (JsonNode)new JsonObject
        {
            ["reason"] = "FieldManagerConflict", ["message"] = $"conflict with {c.Manager}", ["field"] = c.Path,
        });
        return new(409, "Conflict", message, new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }

    public static StatusException TooManyDisruptions(string why) => new(
        429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.",
        new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = why }) });

    public static StatusException BadRequest(string message) => new(400, "BadRequest", message);

    public static StatusException Expired(string message) => new(410, "Expired", message);

    public static StatusException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static StatusException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");

    public static StatusException NotAcceptable() =>
        new(406, "NotAcceptable", "only the following media types are accepted: application/json");

    public static StatusException UnsupportedMediaType(string? given) =>
        new(415, "UnsupportedMediaType", $"the body of the request was in an unknown format ({given}) - accepted media types include: application/json, application/yaml");

    public static StatusException Forbidden(string group, string resource, string name, string why) => new(
        403, "Forbidden",
        name.Length == 0 ? $"{Qualified(group, resource)} is forbidden: {why}" : $"{Qualified(group, resource)} \"{name}\" is forbidden: {why}",
        Details(group, resource, name));

    public static StatusException Invalid(ResourceKind kind, string name, IReadOnlyList<FieldError> errors)
    {
        var all = errors.Select(e => $"{e.Field}: {e.Message}").Distinct().ToArray();
        var sentence = all.Length == 1 ? all[0] : $"[{string.Join(", ", all)}]";
        var qualified = kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";
        var details = Details(kind.Group, kind.Kind, name);
        details["causes"] = new JsonArray([.. errors.Select(e => (JsonNode)new JsonObject
        {
            ["reason"] = e.Reason,
            ["message"] = e.Message,
            ["field"] = e.Field,
        })]);
        return new StatusException(422, "Invalid", $"{qualified} \"{name}\" is invalid: {sentence}", details);
    }

    private static string Qualified(string group, string resource) => group.Length == 0 ? resource : $"{resource}.{group}";

    private static JsonObject Details(string group, string resource, string name)
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (group.Length > 0)
        {
            details["group"] = group;
        }

        details["kind"] = resource;
        return details;
    }
}
