using Headroom.ControlPlane.Api.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Access;

internal static class AccessExtensions
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.TryAddSingleton<IAccessReviewer, UnconnectedReviewer>();
        services.AddSingleton<CachedReviews>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<CallerFinder>();
        services.AddSingleton<OneTimeSignIn>();
        return services;
    }
}
