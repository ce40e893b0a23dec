using System.Text.Json.Nodes;
using Headroom.LocalCluster.Access;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Http;

/// <summary>Answers the reviews of authentication.k8s.io and authorization.k8s.io; nothing of them is stored.</summary>
internal sealed class ReviewHandler(TokenRegistry tokens, RbacAuthorizer authorizer)
{
    public async Task HandleAsync(HttpContext context, ApiRequest request, User user, CancellationToken ct)
    {
        if (context.Request.Method != "POST")
        {
            throw Failures.MethodNotAllowed();
        }

        var body = await Bodies.ReadObjectAsync(context, ct);
        body["status"] = request.Resource switch
        {
            "tokenreviews" => Token(body),
            "subjectaccessreviews" or "localsubjectaccessreviews" => Access(Subject(body.Obj("spec")), body.Obj("spec")),
            "selfsubjectaccessreviews" => Access(user, body.Obj("spec")),
            "selfsubjectreviews" => new JsonObject { ["userInfo"] = Show(user) },
            "selfsubjectrulesreviews" => Rules(user, body.Obj("spec").Str("namespace") ?? ""),
            _ => throw Failures.NoSuchPath(),
        };
        await Bodies.WriteAsync(context, 201, body, ct);
    }

    private JsonObject Token(JsonObject body)
    {
        if (tokens.Find(body.Obj("spec").Str("token") ?? "") is not { } user)
        {
            return new JsonObject { ["authenticated"] = false, ["user"] = new JsonObject(), ["error"] = "the token is not known" };
        }

        var asked = body.Obj("spec").Arr("audiences")?.Select(a => a.AsText() ?? "").ToArray() ?? [];
        var meant = user.Audiences.Count == 0 ? asked : [.. asked.Intersect(user.Audiences, StringComparer.Ordinal)];
        if (user.Audiences.Count > 0 && meant.Length == 0)
        {
            return new JsonObject { ["authenticated"] = false, ["user"] = new JsonObject(), ["error"] = "the token is for another audience" };
        }

        var status = new JsonObject { ["authenticated"] = true, ["user"] = Show(user) };
        if (meant.Length > 0)
        {
            status["audiences"] = new JsonArray([.. meant.Select(a => (JsonNode)a)]);
        }

        return status;
    }

    private JsonObject Access(User user, JsonObject? spec)
    {
        var resource = spec.Obj("resourceAttributes");
        var path = spec.Obj("nonResourceAttributes");
        var request = resource is null
            ? new AccessRequest(path.Str("verb") ?? "", "", "", "", "", "", path.Str("path") ?? "")
            : new AccessRequest(
                resource.Str("verb") ?? "", resource.Str("group") ?? "", resource.Str("resource") ?? "",
                resource.Str("subresource") ?? "", resource.Str("namespace") ?? "", resource.Str("name") ?? "");
        return new JsonObject { ["allowed"] = authorizer.IsAllowed(user, request) };
    }

    private static User Subject(JsonObject? spec) => new(
        spec.Str("user") ?? "", spec.Str("uid") ?? "", spec.Arr("groups")?.Select(g => g.AsText() ?? "").ToArray() ?? []);

    private JsonObject Rules(User user, string scope)
    {
        var rules = authorizer.RulesOf(user, scope).ToArray();
        return new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Where(r => r.Arr("resources") is not null).Select(r => r.Copy())]),
            ["nonResourceRules"] = new JsonArray([.. rules.Where(r => r.Arr("nonResourceURLs") is not null).Select(r => r.Copy())]),
            ["incomplete"] = false,
        };
    }

    private static JsonObject Show(User user)
    {
        var info = new JsonObject
        {
            ["username"] = user.Name,
            ["groups"] = new JsonArray([.. user.Groups.Select(g => (JsonNode)g)]),
        };
        if (user.Uid.Length > 0)
        {
            info["uid"] = user.Uid;
        }

        if (user.Extra.Count > 0)
        {
            info["extra"] = new JsonObject(user.Extra.Select(e => KeyValuePair.Create<string, JsonNode?>(e.Key, new JsonArray(e.Value))));
        }

        return info;
    }
}
