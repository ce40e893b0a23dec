using MassTransit;

namespace Headroom.ControlPlane.Api.Messages;

internal static class MessageExtensions
{
    // A replica that died leaves its queue behind; one that lost the broker for less than this finds its events there.
    private static readonly TimeSpan QueueExpiry = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    /// <exception cref="Hosting.StartupException">The broker's address cannot be read.</exception>
    public static IServiceCollection AddMessages(this IServiceCollection services, IConfiguration configuration)
    {
        var broker = BrokerAddress.Read(configuration);
        services.AddSingleton(broker);
        services.AddSingleton<MessageInstruments>();
        services.AddSingleton<BrokerState>();
        services.AddSingleton<EventReceivers>();
        services.AddSingleton<OutboxNews>();
        services.AddSingleton<EventRelay>();
        services.AddSingleton<EndpointWatch>();
        services.AddReceiveEndpointObserver(static p => p.GetRequiredService<EndpointWatch>());
        services.AddHostedService<OutboxDispatcher>();
        services.AddHostedService<EventCatchUp>();
        services.AddMassTransit(bus =>
        {
            bus.AddConsumer<ReplicaEventsConsumer>();
            if (broker.IsConfigured)
            {
                bus.UsingRabbitMq((context, rabbit) => Configure(context, rabbit, broker));
            }
            else
            {
                bus.UsingInMemory(static (context, memory) => memory.ReceiveEndpoint("headroom", e => Receive(context, e)));
            }
        });

        // An operator inside someone's cluster does not report to anyone.
        services.Configure<UsageTelemetryOptions>(static o => o.Enabled = false);
        services.Configure<MassTransitHostOptions>(o =>
        {
            // A broker that is away must not keep a replica from starting, or from ending.
            o.WaitUntilStarted = !broker.IsConfigured;
            o.StopTimeout = StopLimit;
        });
        return services;
    }

    private static void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, BrokerAddress broker)
    {
        var host = broker.Uri!.Host; // configured: asked before
        var (user, password) = broker.Credentials();
        rabbit.Host(host, broker.Port, broker.VirtualHost, h =>
        {
            h.Username(user);
            h.Password(password);
            h.Heartbeat(TimeSpan.FromSeconds(5));
            h.RequestedConnectionTimeout(TimeSpan.FromSeconds(5));
            if (broker.IsEncrypted)
            {
                h.UseSsl(s => s.ServerName = host);
            }
        });
        rabbit.ReceiveEndpoint($"headroom-{Environment.MachineName}-{Guid.NewGuid():N}", e =>
        {
            // Durable, so that a broker that starts again still holds what nobody had read.
            e.Durable = true;
            e.AutoDelete = true;
            e.QueueExpiration = QueueExpiry;
            Receive(context, e);
        });
    }

    // One at a time keeps the order of events.
    private static void Receive(IBusRegistrationContext context, IReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.ConfigureConsumer<ReplicaEventsConsumer>(context);
    }
}
