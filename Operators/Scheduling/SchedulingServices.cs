using Headroom.Kubernetes;
using Headroom.Kubernetes.Leases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Scheduling;

/// <summary>Registers the scheduler extender.</summary>
internal static class SchedulingServices
{
    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.AddOptions<SchedulerOptions>().BindConfiguration(SchedulerOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SchedulerOptions>, SchedulerOptionsValidator>();
        services.AddSingleton(static p => new SchedulerExtender(
            new ClusterPodBinder(p.GetRequiredService<KubernetesClient>().Under(p.GetRequiredService<LeaderElector>())), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SchedulingFeed>();
        services.AddSingleton<SchedulingTerm>();
        services.AddSingleton<IExtenderTurn>(static p => p.GetRequiredService<SchedulingTerm>());
        services.AddSingleton<IHostedService>(static p => p.GetRequiredService<SchedulingTerm>());
        services.AddSingleton<ExtenderMetrics>();
        services.AddSingleton(static p =>
        {
            p.GetRequiredService<ExtenderMetrics>(); // whoever collects metrics reads it, nobody asks for it
            return new ExtenderEndpoint(p.GetRequiredService<SchedulerExtender>(), p.GetRequiredService<IExtenderTurn>());
        });
        return services;
    }
}
