using MassTransit;

namespace Headroom.ControlPlane.Api.Live;

internal static class LiveExtensions
{
    public static IServiceCollection AddLiveEvents(this IServiceCollection services)
    {
        services.AddSingleton<LiveInstruments>();
        services.AddSingleton<LiveHub>();
        services.AddSingleton<LiveReplay>();
        services.AddSingleton<EventStream>();
        services.AddMassTransit(static bus =>
        {
            // One at a time keeps the order of events; every replica has its own, temporary queue.
            bus.AddConsumer<DecisionsMadeConsumer>(static c => c.ConcurrentMessageLimit = 1)
                .Endpoint(static e => e.Temporary = true);
            bus.UsingInMemory(static (context, configuration) => configuration.ConfigureEndpoints(context));
        });

        // An operator inside someone's cluster does not report to anyone.
        services.Configure<UsageTelemetryOptions>(static o => o.Enabled = false);
        services.Configure<MassTransitHostOptions>(static o => o.WaitUntilStarted = true);
        return services;
    }
}
