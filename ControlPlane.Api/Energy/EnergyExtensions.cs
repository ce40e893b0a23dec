using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Energy;

internal static class EnergyExtensions
{
    public static IServiceCollection AddEnergy(this IServiceCollection services)
    {
        services.AddOptions<EnergyOptions>().BindConfiguration(EnergyOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EnergyOptions>, EnergyOptionsValidator>();
        return services;
    }
}
