using Headroom.ControlPlane.Api.Sessions;
using Headroom.Kubernetes;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Access;

internal static class AccessExtensions
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.TryAddSingleton<IAccessReviewer>(static s => s.GetService<KubernetesClient>() is { } client
            ? new KubernetesAccessReviewer(client)
            : new UnconnectedReviewer());
        services.AddSingleton<CachedReviews>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<CallerFinder>();
        services.AddSingleton<OneTimeSignIn>();
        return services;
    }
}
