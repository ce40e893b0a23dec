using Headroom.Operators.Power.Allowances;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Headroom.Operators.Power.Telemetry;

public static class TelemetryServices
{
    /// <summary>The store; no plan and no allowances unless <see cref="INodeLeases"/> and <see cref="IPowerAllowances"/> are registered before.</summary>
    public static IServiceCollection AddPowerTelemetry(this IServiceCollection services)
    {
        services.TryAddSingleton<INodeLeases, NoPlan>();
        services.TryAddSingleton<IPowerAllowances, NoAllowances>();
        services.TryAddSingleton<IPowerTelemetry, PowerTelemetry>();
        return services;
    }
}
