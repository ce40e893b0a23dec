using Headroom.Activator.Hosting;
using Headroom.Activator.Waking;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;

namespace Headroom.Activator.Sources;

/// <summary>Registers the routes of a cluster.</summary>
internal static class ClusterServices
{
    public static void AddClusterRoutes(this IServiceCollection services, ActivatorOptions options)
    {
        services.AddSingleton(p => new KubernetesClient(Connection(options, Time(p)), Time(p), p.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(p => NewInformer(p, ServerlessRoute.Type, new InformerOptions<ServerlessRoute>()));
        services.AddSingleton(p => NewInformer(p, Pod.Type, new InformerOptions<Pod> { LabelSelector = ServerlessRoute.PodLabel, Transform = ClusterRoutes.Trim }));
        services.AddSingleton<IWaker, AnnotationWaker>();
        services.AddSingleton<ClusterRoutes>();
        services.AddSingleton<ISourceReadiness>(static p => p.GetRequiredService<ClusterRoutes>());
        services.AddHostedService(static p => p.GetRequiredService<ClusterRoutes>());
    }

    private static Informer<T> NewInformer<T>(IServiceProvider p, ResourceType<T> type, InformerOptions<T> options)
        where T : KubernetesObject =>
        new(p.GetRequiredService<KubernetesClient>(), type, options, Time(p), p.GetRequiredService<ILoggerFactory>());

    private static KubernetesConnection Connection(ActivatorOptions options, TimeProvider time) =>
        string.IsNullOrEmpty(options.Kubeconfig) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBECONFIG")) && InClusterConnection.IsAvailable
            ? InClusterConnection.Load(time)
            : KubeconfigConnection.Load(new KubeconfigOptions { Path = string.IsNullOrEmpty(options.Kubeconfig) ? null : options.Kubeconfig }, time);

    private static TimeProvider Time(IServiceProvider p) => p.GetRequiredService<TimeProvider>();
}
