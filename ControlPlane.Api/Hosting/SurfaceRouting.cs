using Headroom.Contracts.Allowances;
using Headroom.Contracts.Power;
using Headroom.ControlPlane.Api.Health;
using Headroom.ControlPlane.Api.Metrics;
using Headroom.ControlPlane.Api.Portal;
using Headroom.ControlPlane.Api.Power;
using Headroom.Operators.Scheduling;

namespace Headroom.ControlPlane.Api.Hosting;

/// <summary>Gives each address its own paths: probes and metrics need no token, so they are served only where configured.</summary>
internal sealed class SurfaceRouting(IServiceProvider services)
{
    // Asked for with the first report: it stands on the cluster's connection, which a wrong setting elsewhere must not hide behind.
    private ReportEndpoint? _reports;
    private ExtenderEndpoint? _extender;

    public Task RouteAsync(HttpContext http, RequestDelegate next)
    {
        var surface = http.Features.Get<ServedSurface>()?.Surface ?? Surface.Main;
        string path = http.Request.Path.Value ?? "";
        if (surface == Surface.Scheduler)
        {
            // Alone on its address: the certificate that is asked for there is for this and nothing else.
            return (_extender ??= services.GetRequiredService<ExtenderEndpoint>()).HandleAsync(http);
        }

        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            switch (path)
            {
                case "/metrics" when surface.HasFlag(Surface.Metrics):
                    return MetricsExtensions.WriteAsync(http);
                case "/livez" or "/healthz" when surface.HasFlag(Surface.Probes):
                    return HealthEndpoints.LiveAsync(http);
                case "/readyz" when surface.HasFlag(Surface.Probes):
                    return HealthEndpoints.ReadyAsync(http);
                default:
                    break;
            }
        }

        if (surface.HasFlag(Surface.Agents) && path == AgentProtocol.ReportPath && HttpMethods.IsPost(http.Request.Method))
        {
            // Not from the request's services: 5,000 scopes a second would be made for one singleton.
            return (_reports ??= services.GetRequiredService<ReportEndpoint>()).HandleAsync(http);
        }

        // Gateways follow a 421 to the address that agents reach the leader by.
        if (surface.HasFlag(Surface.Main) || (surface.HasFlag(Surface.Agents) && path is AllowanceProtocol.Path or AllowanceProtocol.StreamPath))
        {
            return SecurityHeaders.AddAsync(http, next);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return http.Response.WriteAsync("Not here.", http.RequestAborted);
    }
}
