using Headroom.LocalCluster.Containers;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Simulation.Autoscaling;
using Headroom.LocalCluster.Simulation.Collection;
using Headroom.LocalCluster.Simulation.Disruptions;
using Headroom.LocalCluster.Simulation.Scheduling;
using Headroom.LocalCluster.Simulation.Workloads;

namespace Headroom.LocalCluster.Simulation;

/// <summary>Wires the simulated controllers.</summary>
internal static class SimulationServices
{
    public static void AddSimulation(this IServiceCollection services, LocalClusterOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(new SimulationClock(options.Time, options.Speed));
        services.AddSingleton<OwnerIndex>().AddSingleton<PodTally>().AddSingleton<EventRecorder>().AddSingleton<NodeUsage>().AddSingleton<GpuBook>().AddSingleton<Revisions>().AddSingleton<PodEviction>().AddSingleton<Preemptor>();
        // Before the controllers: it stops after them, when nobody starts another process.
        services.AddSingleton<ContainerRuntime>().AddSingleton<ContainerSupervisor>();
        services.AddHostedService(static p => p.GetRequiredService<ContainerRuntime>());
        services.AddController<NamespaceController>();
        services.AddController<GarbageController>();
        services.AddController<DeploymentController>();
        services.AddController<ReplicaSetController>();
        services.AddController<StatefulSetController>();
        services.AddController<DaemonSetController>();
        services.AddController<JobController>();
        services.AddController<DisruptionController>();
        services.AddController<AutoscalerController>();
        services.AddController<NodeTaintController>();
        services.AddController<SchedulerController>();
        services.AddController<KubeletController>();
    }

    private static void AddController<T>(this IServiceCollection services)
        where T : Controller
    {
        services.AddSingleton<T>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<T>());
    }
}
