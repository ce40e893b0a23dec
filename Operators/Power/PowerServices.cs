using Headroom.Kubernetes;
using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Hosting;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Power.Allowances;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Energy;
using Headroom.Operators.Power.Measuring;
using Headroom.Operators.Power.Measuring.Redfish;
using Headroom.Operators.Power.Records;
using Headroom.Operators.Power.Running;
using Headroom.Operators.Power.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Power;

/// <summary>Registers the power loop and all it stands on.</summary>
internal static class PowerServices
{
    public static IServiceCollection AddPower(this IServiceCollection services)
    {
        services.AddSingleton(p => new PowerInformers(
            NewInformer(p, PowerDomain.Type, new InformerOptions<PowerDomain>()),
            NewInformer(p, Node.Type, new InformerOptions<Node> { Transform = PowerInformers.Trim })));
        services.AddSingleton<AllowanceBook>();
        services.AddSingleton<IPowerAllowances>(static p => p.GetRequiredService<AllowanceBook>());
        services.AddSingleton<PowerManager>();
        services.AddSingleton<INodeLeases>(static p => p.GetRequiredService<PowerManager>());
        services.AddPowerTelemetry();
        services.AddSingleton<PowerWriter>();
        services.AddSingleton<NodePowerMemory>();
        services.AddSingleton<PowerMetrics>();
        services.TryAddSingleton<IPowerJournal, NoPowerJournal>();
        services.AddSingleton<PowerBoard>();
        services.AddSingleton<IPowerQueries, PowerQueries>();
        services.AddSingleton(p => new PrometheusMeter(
            new PrometheusSource(new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, p.GetRequiredService<ISecretReader>()), Namespace(p), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new RedfishMeter(p.GetRequiredService<ISecretReader>(), Namespace(p), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FeedMeters>();
        services.AddSingleton<EnergyLedger>();
        services.AddHostedService<EnergyKeeper>();
        services.AddHostedService<PowerLoop>();
        return services;
    }

    private static string Namespace(IServiceProvider p) => p.GetRequiredService<IOptions<OperatorOptions>>().Value.Namespace;

    private static Informer<T> NewInformer<T>(IServiceProvider p, ResourceType<T> type, InformerOptions<T> options)
        where T : KubernetesObject =>
        new(p.GetRequiredService<KubernetesClient>(), type, options, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILoggerFactory>());
}
