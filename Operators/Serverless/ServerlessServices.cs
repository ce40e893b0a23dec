using Headroom.Kubernetes;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Watching;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Runtime;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.Serverless.ColdStarts;
using Headroom.Operators.Serverless.Demand;
using Headroom.Operators.Serverless.KeepAlive;
using Headroom.Operators.Serverless.Records;
using Headroom.Operators.Serverless.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Serverless;

/// <summary>Registers the controller of ServerlessServices.</summary>
internal static class ServerlessServices
{
    public static IServiceCollection AddServerless(this IServiceCollection services)
    {
        services.AddOptions<ServerlessOptions>().BindConfiguration(ServerlessOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServerlessOptions>, ServerlessOptionsValidator>();
        // Not as an IInformer: see the host.
        services.AddSingleton(static p => new Informer<ServerlessService>(
            p.GetRequiredService<KubernetesClient>(), ServerlessService.Type, new InformerOptions<ServerlessService>(),
            p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<DemandReader>();
        services.AddSingleton<Keepers>();
        services.AddSingleton<ServerlessPods>();
        services.AddSingleton<ColdStartWatcher>();
        services.AddSingleton<ColdStartRecorder>();
        services.AddSingleton<ServerlessLearning>();
        services.AddSingleton<IServerlessQueries, ServerlessQueries>();
        services.AddSingleton<ServerlessObserver>();
        services.AddSingleton<ServerlessActuator>();
        services.AddSingleton<ServerlessReconciler>();
        services.AddSingleton(NewRunner);
        services.AddHostedService<ServerlessHost>();
        return services;
    }

    private static ControllerRunner<ObjectKey> NewRunner(IServiceProvider p)
    {
        var services = p.GetRequiredService<Informer<ServerlessService>>();
        // Activators and keep-alives run on the wall clock, whatever a replay does.
        var wall = p.GetRequiredService<TimeProvider>();
        return new ControllerRunner<ObjectKey>(
            new ControllerOptions<ObjectKey>
            {
                Name = "serverless",
                // Each waits for two writes, and services wake together: the last of a hundred shall not wait for all the others.
                Workers = 32,
                ResyncKeys = () => services.Items.Select(static s => s.Key),
                Informers = [services, p.GetRequiredService<Informer<Deployment>>(), p.GetRequiredService<Informer<Namespace>>()],
                Elector = p.GetRequiredService<LeaderElector>(),
            },
            p.GetRequiredService<ServerlessReconciler>(), wall, wall, p.GetRequiredService<ILoggerFactory>());
    }
}
