using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Headroom.Testing;

/// <summary>What an API server writes.</summary>
public static class Answers
{
    public static async Task JsonAsync(this HttpContext context, string json, int code = 200)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json, context.RequestAborted);
    }

    /// <summary>A refusal.</summary>
    public static Task StatusAsync(this HttpContext context, int code, string reason) =>
        context.JsonAsync(Status(code, reason), code);

    /// <summary>One line of a watch, sent at once.</summary>
    public static async Task LineAsync(this HttpContext context, string line)
    {
        await context.Response.WriteAsync(line + "\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    public static string Status(int code, string reason) =>
        new JsonObject
        {
            ["apiVersion"] = "v1", ["kind"] = "Status", ["status"] = "Failure",
            ["code"] = code, ["reason"] = reason, ["message"] = $"{reason} by script",
        }.ToJsonString();
}
