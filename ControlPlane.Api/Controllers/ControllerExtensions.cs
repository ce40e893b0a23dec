using Headroom.ControlPlane.Api.About;
using Headroom.ControlPlane.Api.Health;
using Headroom.Operators.Hosting;

namespace Headroom.ControlPlane.Api.Controllers;

internal static class ControllerExtensions
{
    /// <summary>The controllers, and what the API learns from them: the decision clock and whether the caches are filled.</summary>
    public static IServiceCollection AddHeadroomControllers(this IServiceCollection services)
    {
        services.AddHeadroomOperators();
        services.AddSingleton<IDecisionClock, ReplayDecisionClock>();
        services.AddSingleton<IReadinessCheck, CacheReadiness>();
        return services;
    }
}
