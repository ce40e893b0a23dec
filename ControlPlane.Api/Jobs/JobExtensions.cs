namespace Headroom.ControlPlane.Api.Jobs;

internal static class JobExtensions
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<RetentionPolicy>();
        services.AddHostedService<JobRunner>();
        return services;
    }
}
