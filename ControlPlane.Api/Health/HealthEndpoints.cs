using System.Text;
using Headroom.ControlPlane.Api.Messages;
using Headroom.ControlPlane.Api.Store;

namespace Headroom.ControlPlane.Api.Health;

/// <summary>The probes, in the API server's own text format.</summary>
internal static class HealthEndpoints
{
    private const string ContentType = "text/plain; charset=utf-8";

    /// <summary>Answering at all shows that requests are served; nothing outside this process may restart it.</summary>
    public static Task LiveAsync(HttpContext http) => WriteAsync(http, StatusCodes.Status200OK, "ok");

    /// <summary>Ready when every check is. The database and the broker are reported and not required: decisions go on without them.</summary>
    public static Task ReadyAsync(HttpContext http)
    {
        var text = new StringBuilder();
        bool isReady = true;
        foreach (var check in http.RequestServices.GetServices<IReadinessCheck>().OrderBy(static c => c.Name, StringComparer.Ordinal))
        {
            string? missing = check.Missing();
            isReady &= missing is null;
            text.Append(missing is null ? $"[+]{check.Name} ok\n" : $"[-]{check.Name} failed: {missing}\n");
        }

        text.Append($"[+]database: {http.RequestServices.GetRequiredService<StoreState>().Detail}\n");
        text.Append($"[+]messages: {http.RequestServices.GetRequiredService<BrokerState>().Detail}\n");
        text.Append(isReady ? "readyz check passed" : "readyz check failed");
        bool isVerbose = !isReady || http.Request.Query.ContainsKey("verbose");
        return WriteAsync(
            http, isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, isVerbose ? text.ToString() : "ok");
    }

    private static Task WriteAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        return http.Response.WriteAsync(text, http.RequestAborted);
    }
}
