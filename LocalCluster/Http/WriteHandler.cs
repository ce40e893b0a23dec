using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Http;

/// <summary>Answers create, update, patch and delete.</summary>
internal sealed class WriteHandler(ObjectWriter writer, ObjectDeleter deleter, PatchApplier patches, TimeProvider time)
{
    public async Task CreateAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var options = Options(context);
        var json = await ReadAsync(context, kind, options, ct);
        CheckType(kind, json);
        var stored = writer.Create(kind, request.Namespace, json, options);
        await AnswerAsync(context, 201, kind, stored, options, ct);
    }

    public async Task UpdateAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var options = Options(context);
        var json = await ReadAsync(context, kind, options, ct);
        CheckType(kind, json);
        if (json.Name() is { Length: > 0 } name && name != request.Name)
        {
            throw Failures.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Name})");
        }

        var stored = writer.Update(kind, request.KeyFor(kind), request.Subresource, options, _ => json.Copy());
        await AnswerAsync(context, 200, kind, stored, options, ct);
    }

    public async Task PatchAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var options = Options(context);
        var type = context.Request.ContentType?.Split(';')[0].Trim() ?? "";
        var patch = await Bodies.ReadAsync(context, ct) ?? throw Failures.BadRequest("the request needs a patch as its body");
        var (stored, created) = patches.Apply(kind, request, type, patch, options);
        await AnswerAsync(context, created ? 201 : 200, kind, stored, options, ct);
    }

    public async Task DeleteAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var options = await DeleteOptionsAsync(context, ct);
        var (left, gone) = deleter.Delete(kind, request.KeyFor(kind), options);
        if (!gone)
        {
            await AnswerAsync(context, 200, kind, left, WriteOptions.Server, ct);
            return;
        }

        await Bodies.WriteAsync(context, 200, new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = new JsonObject
            {
                ["name"] = request.Name, ["group"] = kind.Group, ["kind"] = kind.Plural, ["uid"] = left.Uid,
            },
        }, ct);
    }

    public async Task DeleteCollectionAsync(HttpContext context, ResourceKind kind, ApiRequest request, CancellationToken ct)
    {
        var options = await DeleteOptionsAsync(context, ct);
        var filter = ObjectQuery.Filter(context, kind, request);
        foreach (var item in kind.Store.List(filter.Scope).Items.Where(filter.Matches))
        {
            try
            {
                deleter.Delete(kind, item.Key, options);
            }
            catch (StatusException e) when (e.Code == 404)
            {
                // Someone else deleted it first, which is what was asked for.
            }
        }

        await Bodies.WriteAsync(context, 200, new JsonObject
        {
            ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success",
        }, ct);
    }

    private static async Task<JsonObject> ReadAsync(HttpContext context, ResourceKind kind, WriteOptions options, CancellationToken ct)
    {
        var json = await Bodies.ReadObjectAsync(context, ct);
        ObjectRules.AdmitMembers(kind, json, options);
        return kind.Renaming?.ToStored(json) ?? json;
    }

    private static void CheckType(ResourceKind kind, JsonObject json)
    {
        var stored = kind.Renaming?.StoredApiVersion ?? kind.ApiVersion;
        if ((json.Str("kind") is { } given && given != kind.Kind) || (json.Str("apiVersion") is { } version && version != stored))
        {
            throw Failures.BadRequest(
                $"the object provided is unrecognized: {json.Str("apiVersion")}/{json.Str("kind")} was sent where {kind.ApiVersion}/{kind.Kind} is served");
        }
    }

    private static async Task<DeleteOptions> DeleteOptionsAsync(HttpContext context, CancellationToken ct)
    {
        var query = context.Request.Query;
        var body = await Bodies.ReadAsync(context, ct) as JsonObject ?? [];
        if (long.TryParse(query["gracePeriodSeconds"], out var grace))
        {
            body["gracePeriodSeconds"] = grace;
        }

        if (query["propagationPolicy"] is [{ Length: > 0 } propagation])
        {
            body["propagationPolicy"] = propagation;
        }

        return DeleteOptions.From(body, query["dryRun"].Count > 0);
    }

    /// <summary>What the query and the client's name say about a write.</summary>
    public static WriteOptions Options(HttpContext context)
    {
        var query = context.Request.Query;
        var agent = context.Request.Headers.UserAgent.ToString().Split('/')[0];
        var manager = query["fieldManager"].ToString();
        return new WriteOptions(
            manager.Length > 0 ? manager : agent.Length > 0 ? agent : "unknown",
            Strict: query["fieldValidation"] == "Strict",
            DryRun: query["dryRun"].Count > 0,
            IsForced: query["force"] is ["true" or "1"])
        {
            RecordsUpdate = true,
            Warns = query["fieldValidation"] != "Ignore",
        };
    }

    private Task AnswerAsync(
        HttpContext context, int status, ResourceKind kind, StoredObject stored, WriteOptions options, CancellationToken ct)
    {
        foreach (var warning in options.Warnings)
        {
            context.Response.Headers.Append("Warning", $"299 - \"{warning.Replace("\"", "\\\"")}\"");
        }

        var form = Negotiation.Choose(context.Request.Headers.Accept);
        var body = ObjectBytes.Of(kind, stored, form, time.GetUtcNow(), context.Request.Query["includeObject"].ToString());
        return Bodies.WriteAsync(context, status, body, "application/json", ct);
    }
}
