using Headroom.Kubernetes.Leases;
using Headroom.Operators.Power.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Power;

internal static class AgentExtensions
{
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddOptions<AgentOptions>().BindConfiguration(AgentOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AgentOptions>, AgentOptionsValidator>();
        services.TryAddSingleton<IAgentLeadership>(static s => new ElectedLeadership(s.GetService<LeaderElector>()));
        services.AddPowerTelemetry();
        services.AddSingleton<AgentReviews>();
        services.AddSingleton<AgentInstruments>();
        services.AddSingleton<ReportEndpoint>();
        return services;
    }
}
