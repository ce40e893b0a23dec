using Headroom.ControlPlane.Api.About;
using Headroom.ControlPlane.Api.Health;
using Headroom.Operators.Hosting;

namespace Headroom.ControlPlane.Api.Controllers;

internal static class ControllerExtensions
{
    /// <summary>The controllers, what the API learns from them, and the journal's repair after a leader was killed.</summary>
    public static IServiceCollection AddHeadroomControllers(this IServiceCollection services)
    {
        services.AddHeadroomOperators();
        services.AddSingleton<IDecisionClock, ReplayDecisionClock>();
        services.AddSingleton<IReadinessCheck, CacheReadiness>();
        services.AddHostedService<DecisionRecovery>();
        return services;
    }
}
