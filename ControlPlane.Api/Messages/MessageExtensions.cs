using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Messages;

internal static class MessageExtensions
{
    /// <exception cref="Hosting.StartupException">The broker's address cannot be read.</exception>
    public static IServiceCollection AddMessages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MessagingOptions>().BindConfiguration(MessagingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MessagingOptions>, MessagingOptionsValidator>();
        services.AddSingleton(BrokerAddress.Read(configuration));
        services.AddSingleton<MessageInstruments>();
        services.AddSingleton<BrokerState>();
        services.AddSingleton<EventReceivers>();
        services.AddSingleton<OutboxNews>();
        services.AddSingleton<EventRelay>();
        services.AddSingleton<EndpointWatch>();
        services.AddSingleton<MessageBus>();
        services.AddHostedService(static p => p.GetRequiredService<MessageBus>());
        services.AddHostedService<OutboxDispatcher>();
        services.AddHostedService<EventCatchUp>();
        services.AddHostedService<BusRevival>();
        return services;
    }
}
