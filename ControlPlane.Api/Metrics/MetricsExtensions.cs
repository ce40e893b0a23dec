using Headroom.ControlPlane.Api.Live;
using Headroom.ControlPlane.Api.Messages;
using Headroom.ControlPlane.Api.Power;

namespace Headroom.ControlPlane.Api.Metrics;

internal static class MetricsExtensions
{
    public static IServiceCollection AddMetricsExposition(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<MeterScope>();
        services.AddSingleton<MetricRegistry>();
        services.AddSingleton<ProcessInstruments>();
        return services;
    }

    /// <summary>Begins to listen: what was counted before is not seen.</summary>
    public static void StartMetrics(this IServiceProvider services)
    {
        services.GetRequiredService<MetricRegistry>();
        services.GetRequiredService<ProcessInstruments>();
        // Else their families would be missing until the first stream and the first report.
        services.GetRequiredService<LiveInstruments>();
        services.GetRequiredService<BrokerState>();
        // It stands on the cluster's connection, which a wrong setting elsewhere must not hide behind.
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => services.GetRequiredService<AgentInstruments>());
    }

    public static Task WriteAsync(HttpContext http)
    {
        var registry = http.RequestServices.GetRequiredService<MetricRegistry>();
        http.Response.ContentType = Exposition.ContentType;
        return http.Response.WriteAsync(Exposition.Write(registry.Collect()), http.RequestAborted);
    }
}
