using Headroom.ControlPlane.Api.Decisions;

namespace Headroom.ControlPlane.Api.Journal;

internal static class JournalExtensions
{
    public static IServiceCollection AddJournal(this IServiceCollection services)
    {
        services.AddSingleton<EventIds>();
        services.AddSingleton<JournalInstruments>();
        services.AddSingleton<RollupAccumulator>();
        services.AddSingleton<DecisionBacklog>();
        services.AddSingleton<RecentDecisions>();
        services.AddSingleton<DecisionHistory>();
        services.AddSingleton<DecisionJournal>();
        services.AddHostedService<JournalWriter>();
        return services;
    }
}
