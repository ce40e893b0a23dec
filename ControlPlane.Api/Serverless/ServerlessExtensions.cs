using Headroom.ControlPlane.Api.Messages;

namespace Headroom.ControlPlane.Api.Serverless;

internal static class ServerlessExtensions
{
    public static IServiceCollection AddServerlessJournal(this IServiceCollection services)
    {
        services.AddSingleton<RecentServerless>();
        services.AddSingleton<ServerlessJournal>();
        services.AddSingleton<IEventReceiver, ColdStartReceiver>();
        services.AddSingleton<IEventReceiver, ServiceDecisionReceiver>();
        services.AddHostedService<ServerlessJournalWriter>();
        return services;
    }
}
