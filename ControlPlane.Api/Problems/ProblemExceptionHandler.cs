using Headroom.ControlPlane.Api.Access;
using Microsoft.AspNetCore.Diagnostics;

namespace Headroom.ControlPlane.Api.Problems;

/// <summary>Turns what endpoints let through into a problem: never a stack trace, never an open door.</summary>
internal sealed class ProblemExceptionHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, title, detail) = exception switch
        {
            AccessUnavailableException e => (StatusCodes.Status503ServiceUnavailable, "Access cannot be checked.", e.Message),
            BadHttpRequestException e => (e.StatusCode, "The request cannot be read.", e.Message),
            _ => (StatusCodes.Status500InternalServerError, "Something failed here.", "The log names the cause by this trace id."),
        };
        httpContext.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "5";
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Title = title, Detail = detail },
        });
    }
}
