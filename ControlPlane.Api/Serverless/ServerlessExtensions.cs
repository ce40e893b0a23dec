using Headroom.ControlPlane.Api.Messages;
using Headroom.Operators.Serverless.Records;

namespace Headroom.ControlPlane.Api.Serverless;

internal static class ServerlessExtensions
{
    public static IServiceCollection AddServerlessJournal(this IServiceCollection services)
    {
        services.AddSingleton<RecentServerless>();
        services.AddSingleton<ServerlessJournal>();
        services.AddSingleton<IServerlessJournal>(static p => p.GetRequiredService<ServerlessJournal>());
        services.AddSingleton<IEventReceiver, ColdStartReceiver>();
        services.AddSingleton<IEventReceiver, ServiceDecisionReceiver>();
        services.AddHostedService<ServerlessJournalWriter>();
        return services;
    }
}
