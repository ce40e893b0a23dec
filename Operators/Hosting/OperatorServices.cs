using Headroom.Kubernetes;
using Headroom.Kubernetes.Autoscaling;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Events;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Autoscaling;
using Headroom.Operators.Autoscaling.Acting;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Autoscaling.Replays;
using Headroom.Operators.Clocks;
using Headroom.Operators.Decisions;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Indicators.Resources;
using Headroom.Operators.Indicators.Traces;
using Headroom.Operators.Power;
using Headroom.Operators.Runtime;
using Headroom.Operators.Scheduling;
using Headroom.Operators.Serverless;
using Headroom.Operators.Targets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Hosting;

/// <summary>Registers the controllers and all they stand on.</summary>
public static class OperatorServices
{
    private const string LeaseName = "headroom-control-plane";

    /// <summary>The caller registers an <see cref="IDecisionJournal"/>, an <see cref="ILearnedStates"/>, an <see cref="IForecastModels"/> and a <see cref="Serverless.Records.IServerlessJournal"/>. TimeProvider is the wall clock.</summary>
    public static IServiceCollection AddHeadroomOperators(this IServiceCollection services)
    {
        services.AddOptions<OperatorOptions>().BindConfiguration(OperatorOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OperatorOptions>, OperatorOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Clock);
        return services.AddCluster().AddAutoscaling().AddPower().AddServerless().AddScheduling();
    }

    private static IServiceCollection AddCluster(this IServiceCollection services)
    {
        services.AddSingleton(p => Connection(Options(p), Wall(p)));
        services.AddSingleton(p => new KubernetesClient(p.GetRequiredService<KubernetesConnection>(), Wall(p), Loggers(p)));
        services.AddSingleton(p => new ResourceDiscovery(p.GetRequiredService<KubernetesClient>(), Wall(p)));
        services.AddSingleton(p => new ReplicaName(ReplicaIdentity.Create(Options(p).AgentsAddress)));
        services.AddSingleton(p => new LeaderElector(
            p.GetRequiredService<KubernetesClient>(),
            new LeaderElectionOptions { Namespace = Options(p).Namespace, Name = LeaseName, Identity = p.GetRequiredService<ReplicaName>().Value },
            Wall(p), Loggers(p)));
        services.AddSingleton(static p => new LeaderMetrics(p.GetRequiredService<LeaderElector>(), LeaseName));
        services.AddSingleton(p => new EventRecorder(
            p.GetRequiredService<KubernetesClient>(), new EventRecorderOptions { Controller = "headroom.dev/control-plane", Instance = p.GetRequiredService<ReplicaName>().Value }, Wall(p), Loggers(p)));
        services.AddInformer(PredictiveAutoscaler.Type);
        services.AddInformer(Deployment.Type, transform: Trimming.Deployment);
        services.AddInformer(StatefulSet.Type);
        services.AddInformer(HorizontalPodAutoscaler.Type);
        services.AddInformer(Pod.Type, transform: StartUpWatcher.Trim);
        services.AddSingleton(p => NewInformer(p, Namespace.Type, new InformerOptions<Namespace> { FieldSelector = $"metadata.name={Options(p).Namespace}" }));
        services.AddSingleton<IInformer>(p => p.GetRequiredService<Informer<Namespace>>());
        services.AddSingleton<OperatorReadiness>();
        return services;
    }

    private static IServiceCollection AddAutoscaling(this IServiceCollection services)
    {
        services.AddSingleton<AutoscalerRegistry>();
        services.AddSingleton<SettingsCache>();
        services.AddSingleton<TargetReader>();
        services.AddSingleton<RivalFinder>();
        services.AddSingleton<StartUpWatcher>();
        services.AddSingleton<ModelKeeper>();
        services.AddHostedService(p => p.GetRequiredService<ModelKeeper>());
        services.AddSingleton<ModelBudget>();
        services.AddSingleton<PoolTrainer>();
        services.AddHostedService(p => p.GetRequiredService<PoolTrainer>());
        services.AddSingleton<LeadTrainer>();
        services.AddHostedService(p => p.GetRequiredService<LeadTrainer>());
        services.AddSingleton<LearnedStateKeeper>();
        services.AddHostedService(p => p.GetRequiredService<LearnedStateKeeper>());
        services.AddSingleton(p => new FreezeWatch(p.GetRequiredService<Informer<Namespace>>(), Options(p).Namespace));
        services.AddSingleton<ISecretReader, ClusterSecrets>();
        services.AddSingleton(p => new SignalReader(
            new PrometheusSource(new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, p.GetRequiredService<ISecretReader>()),
            ActivatorUtilities.CreateInstance<ResourceMetricsSource>(p),
            new TraceSource(Options(p).TraceFolder, p.GetRequiredService<ReplayClock>())));
        services.AddSingleton<IDecisionEvents, RecordedDecisionEvents>();
        services.AddSingleton<AutoscalerObserver>();
        services.AddSingleton<AutoscalerActuator>();
        services.AddSingleton<AutoscalerMetrics>();
        services.AddSingleton<AutoscalerReconciler>();
        services.AddSingleton<IAutoscalerQueries, AutoscalerQueries>();
        services.AddSingleton<IReplaySource, ReplaySource>();
        services.AddSingleton(NewRunner);
        services.AddSingleton<IHostedService, OperatorHost>();
        return services;
    }

    private static ControllerRunner<AutoscalerKey> NewRunner(IServiceProvider p)
    {
        var autoscalers = p.GetRequiredService<Informer<PredictiveAutoscaler>>();
        var runner = new ControllerRunner<AutoscalerKey>(
            new ControllerOptions<AutoscalerKey>
            {
                Name = "autoscaler",
                Workers = Options(p).Workers,
                ResyncKeys = () => autoscalers.Items.Select(AutoscalerTriggers.Key),
                Informers = [.. p.GetServices<IInformer>()],
                Elector = p.GetRequiredService<LeaderElector>(),
            },
            p.GetRequiredService<AutoscalerReconciler>(),
            Wall(p),
            p.GetRequiredService<ReplayClock>(),
            Loggers(p));
        AutoscalerTriggers.Subscribe(
            runner.Queue, autoscalers, p.GetRequiredService<Informer<Deployment>>(), p.GetRequiredService<AutoscalerRegistry>());
        // Nobody asks for these: one lives on the pods' changes, the other is read by whoever collects metrics.
        p.GetRequiredService<StartUpWatcher>();
        p.GetRequiredService<LeaderMetrics>();
        return runner;
    }

    private static void AddInformer<T>(this IServiceCollection services, ResourceType<T> type, Func<T, T>? transform = null)
        where T : KubernetesObject
    {
        services.AddSingleton(p => NewInformer(p, type, new InformerOptions<T> { Transform = transform }));
        services.AddSingleton<IInformer>(p => p.GetRequiredService<Informer<T>>());
    }

    private static Informer<T> NewInformer<T>(IServiceProvider p, ResourceType<T> type, InformerOptions<T> options)
        where T : KubernetesObject => new(p.GetRequiredService<KubernetesClient>(), type, options, Wall(p), Loggers(p));

    private static KubernetesConnection Connection(OperatorOptions options, TimeProvider wall) =>
        string.IsNullOrEmpty(options.Kubeconfig) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBECONFIG")) && InClusterConnection.IsAvailable
            ? InClusterConnection.Load(wall)
            : KubeconfigConnection.Load(
                new KubeconfigOptions
                {
                    Path = string.IsNullOrEmpty(options.Kubeconfig) ? null : options.Kubeconfig,
                    Context = string.IsNullOrEmpty(options.Context) ? null : options.Context,
                },
                wall);

    private static ReplayClock Clock(IServiceProvider p) => new(Wall(p), Options(p).ClockAnchor ?? Wall(p).GetUtcNow(), Options(p).Speed);

    private static OperatorOptions Options(IServiceProvider p) => p.GetRequiredService<IOptions<OperatorOptions>>().Value;

    private static TimeProvider Wall(IServiceProvider p) => p.GetRequiredService<TimeProvider>();

    private static ILoggerFactory Loggers(IServiceProvider p) => p.GetRequiredService<ILoggerFactory>();
}
