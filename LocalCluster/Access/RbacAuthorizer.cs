using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Access;

/// <summary>Decides by the stored roles and bindings; system:masters may do everything.</summary>
internal sealed class RbacAuthorizer(KindRegistry kinds)
{
    private const string Group = "rbac.authorization.k8s.io";

    public bool IsAllowed(User user, AccessRequest request)
    {
        if (user.IsMaster || IsOpen(user, request))
        {
            return true;
        }

        foreach (var binding in Kind("clusterrolebindings").Store.List(null).Items)
        {
            if (Applies(binding.Json, user) && Allows(Role(binding.Json, ""), request))
            {
                return true;
            }
        }

        if (request.Path is not null || request.Namespace.Length == 0)
        {
            return false;
        }

        foreach (var binding in Kind("rolebindings").Store.List(request.Namespace).Items)
        {
            if (Applies(binding.Json, user) && Allows(Role(binding.Json, request.Namespace), request))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every rule that speaks for the user in the namespace, those of the basic roles among them.</summary>
    public IEnumerable<JsonObject> RulesOf(User user, string scope)
    {
        if (user.IsMaster)
        {
            return DefaultRoles.Everything;
        }

        var wide = Kind("clusterrolebindings").Store.List(null).Items.Where(b => Applies(b.Json, user)).Select(b => Role(b.Json, ""));
        var local = scope.Length == 0
            ? []
            : Kind("rolebindings").Store.List(scope).Items.Where(b => Applies(b.Json, user)).Select(b => Role(b.Json, scope));
        return wide.Concat(local).OfType<JsonObject>().SelectMany(RulesOf).Concat(DefaultRoles.Basic);
    }

    private IEnumerable<JsonObject> RulesOf(JsonObject role)
    {
        if (role.Obj("aggregationRule").Arr("clusterRoleSelectors") is not { } selectors)
        {
            return role.Arr("rules").Objects();
        }

        var labels = selectors.Objects().Select(Selectors.LabelSelector.FromObject).ToArray();
        return Kind("clusterroles").Store.List(null).Items
            .Where(r => Array.Exists(labels, l => l.Matches(r.Json.Labels()))).SelectMany(r => r.Json.Arr("rules").Objects());
    }

    // The grants of system:public-info-viewer, system:discovery and system:basic-user.
    private static bool IsOpen(User user, AccessRequest request)
    {
        if (request.Path is { } path)
        {
            return path is "/version" or "/healthz" or "/livez" or "/readyz"
                || (user != User.Anonymous && request.Verb == "get"
                    && (path is "/api" or "/apis" || path.StartsWith("/api/", StringComparison.Ordinal)
                        || path.StartsWith("/apis/", StringComparison.Ordinal) || path.StartsWith("/openapi", StringComparison.Ordinal)));
        }

        return user != User.Anonymous && request.Verb == "create"
            && (request.Group, request.Resource) is
                ("authorization.k8s.io", "selfsubjectaccessreviews" or "selfsubjectrulesreviews")
                or ("authentication.k8s.io", "selfsubjectreviews");
    }

    private static bool Applies(JsonObject binding, User user) => binding.Arr("subjects").Objects().Any(s => s.Str("kind") switch
    {
        "User" => s.Str("name") == user.Name,
        "Group" => user.Groups.Contains(s.Str("name") ?? ""),
        "ServiceAccount" => user.Name == $"system:serviceaccount:{s.Str("namespace") ?? binding.Namespace()}:{s.Str("name")}",
        _ => false,
    });

    private JsonObject? Role(JsonObject binding, string scope)
    {
        var reference = binding.Obj("roleRef");
        var name = reference.Str("name") ?? "";
        return reference.Str("kind") == "ClusterRole"
            ? Kind("clusterroles").Store.Get(new ObjectKey("", name))?.Json
            : Kind("roles").Store.Get(new ObjectKey(scope, name))?.Json;
    }

    private bool Allows(JsonObject? role, AccessRequest request) => role is not null && RulesOf(role).Any(r => RuleAllows(r, request));

    private static bool RuleAllows(JsonObject rule, AccessRequest request)
    {
        if (!Has(rule, "verbs", v => v == "*" || v == request.Verb))
        {
            return false;
        }

        if (request.Path is { } path)
        {
            return Has(rule, "nonResourceURLs", u => u == "*" || u == path
                || (u.EndsWith('*') && path.StartsWith(u[..^1], StringComparison.Ordinal)));
        }

        return Has(rule, "apiGroups", g => g == "*" || g == request.Group)
            && Has(rule, "resources", r => r == "*" || r == request.FullResource
                || (request.Subresource.Length > 0 && r == $"*/{request.Subresource}"))
            && (rule.Arr("resourceNames") is null or { Count: 0 } || Has(rule, "resourceNames", n => n == request.Name));
    }

    private static bool Has(JsonObject rule, string member, Func<string, bool> claim) =>
        rule.Arr(member)?.Any(v => claim(v.AsText() ?? "")) is true;

    private ResourceKind Kind(string plural) => kinds.Get(Group, "v1", plural);
}
