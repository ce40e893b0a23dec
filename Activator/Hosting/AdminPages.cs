using Headroom.Activator.Demand;
using Headroom.Contracts.Demand;

namespace Headroom.Activator.Hosting;

/// <summary>What the admin port answers: probes, metrics, demand.</summary>
internal sealed class AdminPages(DemandEndpoint demand, ISourceReadiness source, Draining draining)
{
    public Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case DemandReport.Path:
                return demand.AnswerAsync(context);
            case "/metrics":
                return DemandMetrics.AnswerAsync(context, demand.Report());
            case "/healthz":
                return context.Response.WriteAsync("ok\n", context.RequestAborted);
            case "/readyz":
                return ReadyAsync(context);
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private Task ReadyAsync(HttpContext context)
    {
        var isReady = source.IsReady && !draining.IsOn;
        context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(isReady ? "ok\n" : draining.IsOn ? "draining\n" : "the routes have not been read yet\n", context.RequestAborted);
    }
}
