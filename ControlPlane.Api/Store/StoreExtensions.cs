using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Store;

internal static class StoreExtensions
{
    public static IServiceCollection AddHeadroomStore(this IServiceCollection services)
    {
        services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>();
        services.AddSingleton<StoreState>();
        services.AddSingleton<StoreDatabase>();
        services.AddSingleton<StorePartitions>();
        services.AddSingleton<AutoscalerIds>();
        services.AddSingleton<StoredDecisions>();
        services.AddSingleton<StoredEvents>();
        services.AddSingleton<StoredOutbox>();
        services.AddSingleton<StoredRollups>();
        services.AddSingleton<StoredLearned>();
        services.AddSingleton<Operators.Decisions.ILearnedStates>(static p => p.GetRequiredService<StoredLearned>());
        services.AddSingleton<StoredModels>();
        services.AddSingleton<FolderModels>();
        services.AddSingleton<Operators.Decisions.IForecastModels>(static p =>
            p.GetRequiredService<IOptions<StoreOptions>>().Value.ModelFolder is { Length: > 0 } ? p.GetRequiredService<FolderModels>() : p.GetRequiredService<StoredModels>());
        services.AddSingleton<StoredEnergy>();
        services.AddSingleton<Operators.Power.Energy.IEnergyStore>(static p => p.GetRequiredService<StoredEnergy>());
        services.AddSingleton<StoredServerless>();
        services.AddSingleton<StoredAudit>();
        services.AddSingleton<StoredPeaks>();
        services.AddSingleton<StoreFlush>();
        services.AddHostedService<StoreConnector>();
        return services;
    }
}
