namespace Headroom.ControlPlane.Api.Serverless;

internal static class ServerlessExtensions
{
    public static IServiceCollection AddServerlessJournal(this IServiceCollection services)
    {
        services.AddSingleton<RecentServerless>();
        services.AddSingleton<ServerlessJournal>();
        services.AddHostedService<ServerlessJournalWriter>();
        return services;
    }
}
