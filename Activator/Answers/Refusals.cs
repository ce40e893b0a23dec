using Headroom.Activator.Holding;

namespace Headroom.Activator.Answers;

/// <summary>What the activator answers in its own name: a status and one sentence.</summary>
internal static class Refusals
{
    public static Task UnroutedAsync(HttpContext context) =>
        AnswerAsync(context, StatusCodes.Status404NotFound, "no service is routed at this host and path");

    public static Task BadRequestAsync(HttpContext context) =>
        AnswerAsync(context, StatusCodes.Status400BadRequest, "the request cannot be forwarded: its target or a header holds a character that HTTP does not allow");

    public static Task MethodAsync(HttpContext context) =>
        AnswerAsync(context, StatusCodes.Status405MethodNotAllowed, "CONNECT is not forwarded");

    public static Task BadGatewayAsync(HttpContext context, Exception error) =>
        AnswerAsync(context, StatusCodes.Status502BadGateway, $"the service failed: {error.Message}");

    public static Task BrokenAsync(HttpContext context) =>
        AnswerAsync(context, StatusCodes.Status502BadGateway, "the service broke the connection before it answered, each time");

    public static Task LateAsync(HttpContext context, bool isHeld) =>
        AnswerAsync(context, StatusCodes.Status504GatewayTimeout, isHeld
            ? "no replica of the service became free before the deadline"
            : "the service did not begin its response before the deadline");

    public static Task AnswerAsync(HttpContext context, Refusal refusal)
    {
        switch (refusal)
        {
            case Refusal.Late:
                return LateAsync(context, isHeld: true);
            case Refusal.Unrouted:
                return UnroutedAsync(context);
            default:
                context.Response.Headers.RetryAfter = "1";
                return AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "too many requests wait for this service");
        }
    }

    public static Task AnswerAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }
}
