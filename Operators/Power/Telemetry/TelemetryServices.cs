using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Headroom.Operators.Power.Telemetry;

public static class TelemetryServices
{
    /// <summary>The store, with no plan unless an <see cref="INodeLeases"/> is registered before.</summary>
    public static IServiceCollection AddPowerTelemetry(this IServiceCollection services)
    {
        services.TryAddSingleton<INodeLeases, NoPlan>();
        services.TryAddSingleton<IPowerTelemetry, PowerTelemetry>();
        return services;
    }
}
