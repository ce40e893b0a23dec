using Headroom.ControlPlane.Api.Messages;

namespace Headroom.ControlPlane.Api.Live;

internal static class LiveExtensions
{
    public static IServiceCollection AddLiveEvents(this IServiceCollection services)
    {
        services.AddSingleton<LiveInstruments>();
        services.AddSingleton<LiveHub>();
        services.AddSingleton<LiveReplay>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<IEventReceiver, DecisionReceiver>();
        return services;
    }
}
