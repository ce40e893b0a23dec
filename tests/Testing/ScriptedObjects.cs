using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Headroom.Testing;

/// <summary>Objects by path with versions and conditional writes: GET, POST, PUT and DELETE, and no more.</summary>
public sealed class ScriptedObjects
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _byPath = [];
    private int _version;

    /// <summary>A copy of what is stored at the path; null when nothing is.</summary>
    public JsonObject? Find(string path)
    {
        lock (_lock)
        {
            return _byPath.GetValueOrDefault(path)?.DeepClone().AsObject();
        }
    }

    public Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        var (code, answer) = Decide(context.Request.Path.Value ?? "", request);
        return context.JsonAsync(answer, code);
    }

    private (int Code, string Answer) Decide(string path, RecordedRequest request)
    {
        lock (_lock)
        {
            var body = request.Body.Length == 0 ? [] : JsonNode.Parse(request.Body)?.AsObject() ?? [];
            if (request.Method == "POST")
            {
                path += "/" + body["metadata"]?["name"];
                return _byPath.ContainsKey(path) ? Refuse(409, "AlreadyExists") : StoreLocked(path, body, 201);
            }

            if (!_byPath.TryGetValue(path, out var stored))
            {
                return Refuse(404, "NotFound");
            }

            switch (request.Method)
            {
                case "GET":
                    return (200, stored.ToJsonString());
                case "PUT":
                    var sent = body["metadata"]?["resourceVersion"]?.ToString();
                    var isStale = sent is not null && sent != stored["metadata"]?["resourceVersion"]?.ToString();
                    return isStale ? Refuse(409, "Conflict") : StoreLocked(path, body, 200);
                case "DELETE":
                    _byPath.Remove(path);
                    return (200, stored.ToJsonString());
                default:
                    return Refuse(405, "MethodNotAllowed");
            }
        }
    }

    private (int Code, string Answer) StoreLocked(string path, JsonObject body, int code)
    {
        var metadata = body["metadata"] as JsonObject ?? [];
        metadata["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        body["metadata"] = metadata.Parent is null ? metadata : metadata.DeepClone();
        _byPath[path] = body;
        return (code, body.ToJsonString());
    }

    private static (int Code, string Answer) Refuse(int code, string reason) => (code, Answers.Status(code, reason));
}
