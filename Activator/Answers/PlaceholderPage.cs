using System.Text;

namespace Headroom.Activator.Answers;

/// <summary>What a person sees who opens a page of a service that is starting.</summary>
internal static class PlaceholderPage
{
    private static readonly byte[] Page = Encoding.UTF8.GetBytes(
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Starting</title>
        <style>body{font:1rem system-ui;display:grid;place-items:center;min-height:90vh;color:#333}</style></head>
        <body><p role="status">The service is starting. This page opens it as soon as it is ready.</p></body>
        </html>

        """);

    /// <summary>A browser that opens a page, not one that loads a part of it or a program.</summary>
    public static bool IsFor(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && (request.Headers["Sec-Fetch-Mode"].Count == 0 || request.Headers["Sec-Fetch-Mode"] == "navigate");

    public static async Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "2";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = Page.Length;
        await context.Response.Body.WriteAsync(Page, context.RequestAborted);
    }
}
